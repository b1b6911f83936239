/** The load generator: a process of its own that does what its parent asks over IPC. */
import { createAckedStream } from './acked-stream.ts';
import {
  commandSchemas,
  isCommandName,
  requestSchema,
  type CommandName,
  type Plan,
  type Result,
} from './commands.ts';
import { createIdleConnections, writeDocuments } from './idle.ts';
import { createCrowd } from './crowd.ts';
import { editLarge, fetchLarge, storeLarge } from './large-document.ts';
import { runLockStep } from './lock-step.ts';
import { createProbe } from './probe.ts';
import { createStorm } from './storm.ts';
import { createStream, readClocks } from './stream.ts';

type Handlers = {
  readonly [Name in CommandName]: (plan: Plan<Name>) => Promise<Result<Name>> | Result<Name>;
};

function createHandlers(): Handlers {
  const probe = createProbe();
  const idle = createIdleConnections();
  const storm = createStorm();
  const stream = createStream();
  const acked = createAckedStream();
  const crowd = createCrowd();
  return {
    lockStep: runLockStep,
    storeLarge,
    fetchLarge,
    editLarge,
    startProbe: probe.start,
    readProbe: probe.read,
    stopProbe: probe.stop,
    openIdle: idle.open,
    openReaders: idle.openReaders,
    dropIdle: idle.drop,
    writeDocuments,
    openStorm: storm.open,
    runStorm: storm.run,
    startStream: stream.start,
    finishStream: stream.finish,
    startAcked: acked.start,
    finishAcked: acked.finish,
    startCrowd: crowd.start,
    finishCrowd: crowd.finish,
    readClocks,
  };
}

function perform<Name extends CommandName>(
  handlers: Handlers,
  name: Name,
  plan: unknown,
): Promise<Result<Name>> | Result<Name> {
  const schema: { parse(value: unknown): unknown } = commandSchemas[name].plan;
  // The schema of a command gives exactly its plan; the compiler cannot follow that through `Name`.
  return handlers[name](schema.parse(plan) as Plan<Name>);
}

const handlers = createHandlers();

async function answer(message: unknown): Promise<void> {
  const { id, name, plan } = requestSchema.parse(message);
  try {
    if (!isCommandName(name)) throw new Error(`unknown command ${name}`);
    process.send?.({ id, result: await perform(handlers, name, plan) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
}

process.on('message', (message) => void answer(message));
process.on('disconnect', () => process.exit());
