import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endedNotice, welcome } from './messages.ts';
import { startCommand, type StartOptions } from './options.ts';
import { prepare } from './preflight.ts';
import { startRelay, stopRelays, waitUntilReady, type RelayProcess } from './relay-process.ts';
import { relaySpecs } from './relay-specs.ts';
import { shellCommand } from './shell-command.ts';

export interface LaunchDeps {
  /** What runs `holdfast` commands: program and first arguments. */
  readonly holdfast: readonly [string, ...string[]];
  /** Makes the app and that program; resolves with an exit code. */
  readonly build: () => Promise<number>;
  /** Runs a command to its end with our terminal; resolves with its exit code. */
  readonly run: (program: string, args: readonly string[]) => Promise<number>;
  readonly log: (line: string) => void;
  readonly warn: (line: string) => void;
  /** Aborted when a person asks us to stop. */
  readonly stop: AbortSignal;
  /** Aborted when they ask again. */
  readonly hurry: AbortSignal;
}

const readyTimeoutMs = 30_000;
const stopGraceMs = 15_000;

/** Runs three relays until `stop`. Resolves with the exit code; all relays started here are gone by then. */
export async function launch(options: StartOptions, deps: LaunchDeps): Promise<number> {
  const obstacle = await prepare(options);
  if (obstacle !== undefined) {
    deps.warn(obstacle);
    return 1;
  }
  const buildCode = await deps.build();
  if (deps.stop.aborted) return 0;
  if (buildCode !== 0) return buildCode;

  const relays = relaySpecs(options, deps.holdfast).map((spec) => startRelay(spec));
  try {
    const problem = await firstProblem(relays, deps.stop);
    if (problem !== undefined) {
      deps.warn(problem);
      return 1;
    }
    if (deps.stop.aborted) return 0;
    await writeDemoOnce(options.dataDir, relays, deps);
    reportEnds(relays, options, deps);
    deps.log(welcome(relays, options));
    await untilAborted(deps.stop);
    deps.log('Stopping …');
    return 0;
  } finally {
    await stopRelays(relays, { graceMs: stopGraceMs, hurry: deps.hurry });
  }
}

async function firstProblem(
  relays: readonly RelayProcess[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const problems = await Promise.all(
    relays.map((relay) => waitUntilReady(relay, { timeoutMs: readyTimeoutMs, signal })),
  );
  return problems.find((problem) => problem !== undefined);
}

/** Only into new data: later, what people have made of the demo is theirs. */
async function writeDemoOnce(
  dataDir: string,
  relays: readonly RelayProcess[],
  { holdfast, run, warn }: LaunchDeps,
): Promise<void> {
  const marker = join(dataDir, 'demo-written');
  if (existsSync(marker)) return;
  const [program, ...first] = holdfast;
  const addresses = relays.flatMap(({ spec }) => ['--relay', spec.url]);
  const args = [...first, 'import', 'demo', ...addresses, '--workspace', 'demo'];
  const exitCode = await run(program, args);
  if (exitCode === 0) await writeFile(marker, '');
  else warn(`The demo workspace was not written. Try again: ${shellCommand([program, ...args])}`);
}

function reportEnds(
  relays: readonly RelayProcess[],
  options: StartOptions,
  { stop, warn }: LaunchDeps,
): void {
  let running = relays.length;
  for (const relay of relays) {
    void relay.ended.then((how) => {
      running -= 1;
      if (stop.aborted) return;
      warn(endedNotice(relay, how));
      // One started again by hand is not ours: nothing is said about it.
      if (running === 0)
        warn(
          `All relays started here are stopped. Start again: Ctrl-C, then ${startCommand({ ...options, fresh: false })}`,
        );
    });
  }
}

/** A pending promise alone does not keep Node running once all relays have ended; a timer does. */
async function untilAborted(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(60_000, undefined, { signal }).catch(() => undefined);
  }
}
