import { type ChildProcess, fork } from 'node:child_process';
import type { SimulationResult } from './simulation.ts';

export interface SeedRequest {
  readonly seed: number;
  readonly trace: boolean;
}

export type SeedReport = {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly tookMs: number;
} & Partial<SimulationResult>;

export interface PoolOptions {
  /** The bundled worker (`bundle.ts`). */
  readonly workerFile: string;
  readonly seeds: Iterable<number>;
  readonly workers: number;
  readonly trace?: boolean;
  /** Called as runs end, in no particular order. Return false to run no more. */
  readonly onReport: (report: SeedReport) => boolean;
  /** A run that takes longer has hung. */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 120_000;

/** Runs seeds in child processes, one at a time in each. */
export async function runSeeds(options: PoolOptions): Promise<void> {
  const seeds = options.seeds[Symbol.iterator]();
  let stopped = false;

  async function work(): Promise<void> {
    let child: ChildProcess | undefined;
    try {
      for (let next = seeds.next(); !stopped && next.done !== true; next = seeds.next()) {
        child ??= fork(options.workerFile, { execArgv: ['--enable-source-maps'] });
        const report = await runOne(child, next.value, options);
        if (report === undefined) {
          child.kill('SIGKILL');
          child = undefined;
        }
        const problems = ['the run did not come to an end'];
        const isWanted = options.onReport(report ?? { seed: next.value, problems, tookMs: 0 });
        stopped ||= !isWanted;
      }
    } finally {
      child?.kill('SIGKILL');
    }
  }

  await Promise.all(Array.from({ length: options.workers }, work));
}

/** Undefined where the child hangs or dies. */
function runOne(
  child: ChildProcess,
  seed: number,
  { trace = false, timeoutMs = defaultTimeoutMs }: PoolOptions,
): Promise<SeedReport | undefined> {
  return new Promise((resolve) => {
    const done = (report?: SeedReport): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(report);
    };
    const onMessage = (message: unknown): void => done(message as SeedReport);
    const onExit = (): void => done();
    const timer = setTimeout(onExit, timeoutMs);
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send({ seed, trace } satisfies SeedRequest);
  });
}
