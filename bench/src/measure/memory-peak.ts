import { ownMemoryBytes } from './process-usage.ts';

const sampleEveryMs = 50;

/** The largest memory that a process held as its own while it was watched, garbage included. */
export interface MemoryPeak {
  /** Ends the watch. In bytes. */
  stop(): number;
}

export function watchMemoryPeak(pid: number): MemoryPeak {
  let peakBytes = ownMemoryBytes(pid);
  const sample = () => (peakBytes = Math.max(peakBytes, ownMemoryBytes(pid)));
  const timer = setInterval(sample, sampleEveryMs);
  return {
    stop() {
      clearInterval(timer);
      return sample();
    },
  };
}
