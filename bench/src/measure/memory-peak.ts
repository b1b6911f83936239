import { ownMemoryBytes } from './process-usage.ts';

const sampleEveryMs = 50;

/** Runs `task` and says the most memory, in bytes, that the process `pid` held as its own meanwhile, garbage included. */
export async function withMemoryPeak<T>(
  pid: number,
  task: () => Promise<T>,
): Promise<{ readonly result: T; readonly peakBytes: number }> {
  let peakBytes = ownMemoryBytes(pid);
  const sample = () => (peakBytes = Math.max(peakBytes, ownMemoryBytes(pid)));
  const timer = setInterval(sample, sampleEveryMs);
  try {
    const result = await task();
    return { result, peakBytes: sample() };
  } finally {
    clearInterval(timer);
  }
}
