/**
 * For `machines.test.ts`: two machines, and whether a connection from the first to the second comes
 * about under each state of their link. Writes what it found, as JSON, to the given file.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { isIsolated } from './isolation.ts';
import { createMachines } from './machines.ts';

const port = 4000;
const listen = `require('node:net').createServer().listen(${port}, () => console.log('up'))`;
const dial = `
  const socket = require('node:net').connect(${port}, process.argv[1]);
  socket.setTimeout(1000, () => process.exit(3));
  socket.on('connect', () => process.exit(0)).on('error', () => process.exit(2));`;

const [report = ''] = process.argv.slice(2);
const machines = isIsolated() ? await createMachines(2) : undefined;
if (machines === undefined) {
  writeFileSync(report, JSON.stringify('no machines here'));
} else {
  const [program, ...args] = [...machines.commandOf(1), process.execPath, '-e', listen];
  const server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server.stdout, 'data');
  const found: string[] = [];
  for (const kind of ['open', 'cut', 'silent', 'half-cut', 'open'] as const) {
    await machines.setLink(0, 1, { kind });
    found.push(`${kind}: ${await tryToConnect(machines.commandOf(0), machines.hostOf(1))}`);
  }
  writeFileSync(report, JSON.stringify(found));
}
process.exit(0);

async function tryToConnect(machine: readonly string[], host: string): Promise<string> {
  const [program, ...args] = [...machine, process.execPath, '-e', dial, host];
  return promisify(execFile)(program, args).then(
    () => 'connected',
    ({ code }: { readonly code: unknown }) => (code === 2 ? 'refused' : 'no answer'),
  );
}
