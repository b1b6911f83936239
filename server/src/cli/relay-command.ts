import { pino, type Logger, stdTimeFunctions } from 'pino';
import {
  type Environment,
  loadConfig,
  printConfig,
  type RawFlags,
  type RelayConfig,
} from '../config.ts';
import { appFolder, readVersion } from '../locations.ts';
import { type Relay, startRelay } from '../relay/relay.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { startupProblem } from './startup-problem.ts';

/** A stop that takes longer than this is given up: whoever asked will soon use force. */
const stopDeadlineMs = 25_000;

export interface RelayCommandDeps {
  readonly flags: RawFlags;
  readonly printConfig: boolean;
  readonly env: Environment;
  readonly output: Output;
}

/** Runs a relay until it is told to stop. Resolves with the exit code. */
export async function relayCommand(deps: RelayCommandDeps): Promise<ExitCode> {
  const loaded = loadConfig(deps.flags, deps.env);
  if (!loaded.ok) throw new CommandError(loaded.problems.join('\n'), exitCodes.usage);
  const { config } = loaded;
  if (deps.printConfig) {
    deps.output.data(printConfig(config));
    return exitCodes.ok;
  }
  const log = createLog(config);
  dieOfBugs(log);
  const stopAsked = untilSignal();
  let relay: Relay;
  try {
    relay = await startRelay({
      config,
      appFolder,
      version: readVersion(),
      log,
      onLost() {
        const text = `The data folder ${config.data} was deleted or taken over: ending, since nothing can be kept there.`;
        log.fatal({ data: config.data }, text);
        deps.output.message(text);
        process.exit(exitCodes.failed);
      },
    });
  } catch (error) {
    const problem = startupProblem(error, config);
    if (problem === undefined) throw error;
    throw new CommandError(problem, exitCodes.failed, { cause: error });
  }
  const { name, address } = relay;
  log.info(
    { relay: name, address, data: config.data, peers: config.peers, pid: process.pid },
    'relay ready',
  );
  if (config.insecure) warnInsecure(log, deps.output, address ?? 'this relay');
  return stopOn(await stopAsked, relay, log);
}

async function stopOn(signal: string, relay: Relay, log: Logger): Promise<ExitCode> {
  log.info({ signal }, 'stopping');
  const giveUp = (why: string): void => {
    log.error({ why }, 'stopped without waiting');
    process.exit(exitCodes.failed);
  };
  setTimeout(() => giveUp('deadline'), stopDeadlineMs).unref();
  for (const name of signals) process.once(name, () => giveUp('second signal'));
  await relay.stop();
  log.info('stopped');
  return exitCodes.ok;
}

const signals = ['SIGTERM', 'SIGINT'] as const;

function untilSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const name of signals) process.once(name, () => resolve(name));
  });
}

function createLog({ logLevel, name }: RelayConfig): Logger {
  return pino({
    level: logLevel,
    base: name === undefined ? {} : { relay: name },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}

/** After a bug nothing in memory can be trusted; what was acknowledged is on disk. */
function dieOfBugs(log: Logger): void {
  const die = (error: unknown): void => {
    log.fatal({ err: error }, 'bug: ending at once');
    process.exit(exitCodes.failed);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}

function warnInsecure(log: Logger, output: Output, address: string): void {
  const text = `Insecure: anyone who can reach ${address} can read and change everything.`;
  log.warn({ address }, text);
  output.message(text);
}
