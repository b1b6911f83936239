import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../repository.ts';
import { shellCommand } from './shell-command.ts';

export interface StartOptions {
  /** One for each relay. */
  readonly ports: readonly number[];
  /** Absolute. Each relay has a folder in it. */
  readonly dataDir: string;
  /** Delete the data first. */
  readonly fresh: boolean;
}

export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: StartOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string };

export const startHelp = `Starts Holdfast on this machine: three relays, peered, with a demo workspace.

  npm start
  npm start -- --fresh
  npm start -- --ports 5100,5101,5102 --data /tmp/holdfast

Options
  --ports A,B,C   ports of the three relays on 127.0.0.1 (default 4100,4101,4102)
  --data DIR      where the relays keep their data (default .holdfast)
  --fresh         delete that data first and start over
  --help          show this

Ctrl-C stops all relays.`;

const defaultPorts = [4100, 4101, 4102];
const defaultDataDir = join(repositoryRoot, '.holdfast');

export function parseStartOptions(args: readonly string[]): ParsedOptions {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        ports: { type: 'string' },
        data: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return { kind: 'help' };
  const ports = values.ports === undefined ? defaultPorts : parsePorts(values.ports);
  if (ports === undefined) {
    return { kind: 'wrong', problem: '--ports takes three different ports, as in 4100,4101,4102' };
  }
  const dataDir = values.data === undefined ? defaultDataDir : resolve(values.data);
  return { kind: 'run', options: { ports, dataDir, fresh: values.fresh } };
}

/** The command that starts with these options, as a person may paste it into a shell. */
export function startCommand({ ports, dataDir, fresh }: StartOptions): string {
  const args = [
    ...(ports.join() === defaultPorts.join() ? [] : ['--ports', ports.join()]),
    ...(dataDir === defaultDataDir ? [] : ['--data', dataDir]),
    ...(fresh ? ['--fresh'] : []),
  ];
  return shellCommand(['npm', 'start', ...(args.length === 0 ? [] : ['--', ...args])]);
}

function parsePorts(text: string): readonly number[] | undefined {
  const ports = text.split(',').map((part) => (/^\d{1,5}$/.test(part) ? Number(part) : 0));
  const usable = ports.every((port) => port >= 1 && port <= 65_535);
  return usable && ports.length === 3 && new Set(ports).size === 3 ? ports : undefined;
}
