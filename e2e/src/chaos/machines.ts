import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { WireState } from './wires.ts';

/** Network namespaces, one a machine, with this process's own as the router between them. */
export interface Machines {
  /** The address of a machine, by its place. */
  hostOf(index: number): string;
  /** What a command line must begin with to run on the machine; the process keeps its id. */
  commandOf(index: number): readonly string[];
  /** What becomes of packets between two machines. They cannot be slowed down. */
  setLink(from: number, to: number, state: WireState): Promise<void>;
  dispose(): void;
}

const run = promisify(execFile);

/**
 * Makes `count` machines. Needs `ip` and a network namespace of its own; undefined where the system
 * does not let packets be passed on.
 */
export async function createMachines(count: number): Promise<Machines | undefined> {
  const holders: ChildProcess[] = [];
  const dispose = (): void => {
    for (const holder of holders) holder.kill('SIGKILL');
  };
  try {
    await writeFile('/proc/sys/net/ipv4/ip_forward', '1');
    for (let index = 0; index < count; index++) {
      const holder = spawn('unshare', ['--net', 'sh', '-c', 'echo; exec sleep infinity'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      holders.push(holder);
      await once(holder.stdout, 'data');
      await plugIn(index, holder.pid ?? 0);
    }
  } catch {
    dispose();
    return undefined;
  }

  const rules = new Map<string, readonly (readonly string[])[]>();
  let last = Promise.resolve();

  async function replaceRules(from: number, to: number, state: WireState): Promise<void> {
    const key = `${from}>${to}`;
    for (const rule of rules.get(key) ?? []) await ip('rule', 'del', ...rule);
    const wanted = rulesOf(from, to, state);
    for (const rule of wanted) await ip('rule', 'add', ...rule);
    rules.set(key, wanted);
  }

  return {
    hostOf: addressOf,
    commandOf: (index) => ['nsenter', `--net=${namespaceOf(holders[index]?.pid ?? 0)}`],
    setLink(from, to, state) {
      last = last.then(() => replaceRules(from, to, state));
      return last;
    },
    dispose,
  };
}

function ip(...args: readonly string[]): Promise<unknown> {
  return run('ip', [...args]);
}

const routerOf = (index: number): string => `10.77.${index}.1`;
const addressOf = (index: number): string => `10.77.${index}.2`;
const namespaceOf = (pid: number): string => `/proc/${pid}/ns/net`;

async function plugIn(index: number, pid: number): Promise<void> {
  const here = `machine${index}`;
  const there = ['name', 'eth0', 'netns', String(pid)];
  await ip('link', 'add', here, 'type', 'veth', 'peer', ...there);
  await ip('address', 'add', `${routerOf(index)}/24`, 'dev', here);
  await ip('link', 'set', here, 'up');
  const inside = [
    'ip link set lo up',
    `ip address add ${addressOf(index)}/24 dev eth0`,
    'ip link set eth0 up',
    `ip route add default via ${routerOf(index)}`,
  ];
  await run('nsenter', [`--net=${namespaceOf(pid)}`, 'sh', '-ec', inside.join('\n')]);
}

/** Routing rules that drop the packets which `state` does not let through. Of what kind each pair has its own. */
function rulesOf(from: number, to: number, state: WireState): readonly (readonly string[])[] {
  const drop = (source: number, target: number, how: 'blackhole' | 'prohibit') => [
    ...['iif', `machine${source}`],
    ...['to', addressOf(target)],
    ...['type', how],
    ...['priority', String(1000 + 10 * from + to)],
  ];
  switch (state.kind) {
    case 'cut':
      return [drop(from, to, 'prohibit'), drop(to, from, 'prohibit')];
    case 'silent':
      return [drop(from, to, 'blackhole'), drop(to, from, 'blackhole')];
    case 'half-cut':
      return [drop(from, to, 'blackhole')];
    default:
      return [];
  }
}
