/** `npm start`: builds what is needed and runs three peered relays with a demo workspace. */
import { join } from 'node:path';
import { buildAll } from './build-all.ts';
import { repositoryRoot } from './repository.ts';
import { runCommand } from './run-command.ts';
import { launch } from './start/launch.ts';
import { parseStartOptions, startHelp, type StartOptions } from './start/options.ts';

const parsed = parseStartOptions(process.argv.slice(2));
switch (parsed.kind) {
  case 'help':
    console.log(startHelp);
    break;
  case 'wrong':
    console.error(`${parsed.problem}. See npm start -- --help`);
    process.exitCode = 2;
    break;
  case 'run':
    process.exitCode = await start(parsed.options);
    break;
}

async function start(options: StartOptions): Promise<number> {
  const stop = new AbortController();
  const hurry = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (stop.signal.aborted ? hurry : stop).abort());
  }
  const log = (line: string): void => console.log(line);
  return launch(options, {
    holdfast: [process.execPath, join(repositoryRoot, 'server', 'dist', 'main.js')],
    build: () => buildAll({ onlyIfChanged: true, log }),
    run: runCommand,
    log,
    warn: (line) => console.error(line),
    stop: stop.signal,
    hurry: hurry.signal,
  });
}
