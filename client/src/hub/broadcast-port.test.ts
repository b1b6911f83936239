import { afterEach, describe, expect, it } from 'vitest';
import { createBroadcastPort, listenForBroadcastPorts } from './broadcast-port.ts';

const ends: (() => void)[] = [];
let names = 0;

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** An echo of a hub and two tabs on a channel of their own. */
function connect() {
  const name = `test-${++names}`;
  ends.push(
    listenForBroadcastPorts(new BroadcastChannel(name), (port) => {
      port.start((message) => {
        port.post(['heard', message]);
      });
    }),
  );
  return (address: string) => {
    const port = createBroadcastPort(new BroadcastChannel(name), address);
    ends.push(() => {
      port.close();
    });
    const next = new Promise((resolve) => {
      port.start(resolve);
    });
    return { port, next };
  };
}

describe('broadcast port', () => {
  it('brings each tab its own answers, bytes included', async () => {
    const open = connect();
    const one = open('one');
    const two = open('two');
    one.port.post(Uint8Array.of(1));
    two.port.post(Uint8Array.of(2));
    expect(await one.next).toEqual(['heard', Uint8Array.of(1)]);
    expect(await two.next).toEqual(['heard', Uint8Array.of(2)]);
  });
});
