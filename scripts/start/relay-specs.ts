import { join } from 'node:path';
import type { StartOptions } from './options.ts';
import type { RelaySpec } from './relay-process.ts';

const letters = ['a', 'b', 'c'];

/** One relay for each port, each the peer of all others. `holdfast` is what runs `holdfast` commands. */
export function relaySpecs(
  { ports, dataDir }: Pick<StartOptions, 'ports' | 'dataDir'>,
  holdfast: readonly [string, ...string[]],
): readonly RelaySpec[] {
  return ports.map((port, index) => {
    const letter = letters[index] ?? String(index + 1);
    const name = `relay-${letter}`;
    const peers = ports.filter((other) => other !== port);
    const relayFlags = [
      `--listen=127.0.0.1:${port}`,
      `--data=${join(dataDir, name)}`,
      `--name=${name}`,
      ...peers.map((peer) => `--peer=${relayUrl(peer)}`),
    ];
    return {
      title: `relay ${letter.toUpperCase()}`,
      url: relayUrl(port),
      logPath: join(dataDir, `${name}.log`),
      errorPath: join(dataDir, `${name}.err`),
      command: [...holdfast, 'relay', ...relayFlags],
    };
  });
}

function relayUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}
