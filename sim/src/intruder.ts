import {
  encodeMessage,
  linkVersion,
  oldestLinkVersion,
} from '@holdfast/shared/protocol/link-messages';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Transport } from '@holdfast/shared/replica/ports';
import { encodeUtf8 } from 'lib0/string';
import { emptyVector } from '@holdfast/shared/replica/vector';
import type { Network } from './network.ts';
import type { SeededRandom } from './random.ts';
import type { VirtualTime } from './virtual-clock.ts';

/** Client ids that only intruders use: none of their units may ever be on a disk. */
export const intruderClients: ReadonlySet<number> = new Set([7_000_001, 7_000_002]);
const [one = 0, two = 0] = [...intruderClients];

export interface IntruderDeps {
  readonly network: Network;
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly documents: readonly DocumentName[];
}

const name = 'intruder';
const everyMs = 60;

/** Connects to a relay and sends what must not be taken, until it is turned away or `forMs` are over. */
export async function intrude(
  deps: IntruderDeps,
  options: { readonly relay: string; readonly role: 'relay' | 'leaf'; readonly forMs: number },
): Promise<void> {
  const { network, time, random } = deps;
  let transport: Transport;
  try {
    transport = await network.dial(name, options.relay);
  } catch {
    return;
  }
  let open = true;
  transport.start({ onFrame: () => undefined, onClose: () => (open = false) });
  transport.send(hello(options.role, random));
  const untilMs = time.nowMs() + options.forMs;
  let ref = 1;
  const attack = (): void => {
    if (!open) return;
    if (time.nowMs() > untilMs) {
      transport.send(random.bytes(40));
      transport.close(1000, 'done');
      return;
    }
    const doc = random.pick(deps.documents) ?? 'runbook:one';
    const update = random.pick(poison) ?? new Uint8Array();
    transport.send(
      options.role === 'leaf'
        ? encodeMessage({ type: 'push', ref: ref++, doc, update })
        : encodeMessage({ type: 'entries', entries: [{ doc, update }] }),
    );
    time.at(everyMs, attack);
  };
  time.at(everyMs, attack);
}

function hello(role: 'relay' | 'leaf', random: SeededRandom): Uint8Array {
  return encodeMessage({
    type: 'hello',
    version: linkVersion,
    oldestVersion: oldestLinkVersion,
    role,
    storeId: `intruder${random.below(1e6)}`,
    name,
    insecure: false,
    addresses: [],
    held: emptyVector,
  });
}

/** Yjs updates, byte by byte: a number stands for a varuint. */
const poison: readonly Uint8Array[] = [
  // A garbage-collected struct without length.
  bytes(1, 1, one, 0, 0, 0, 0),
  // A deleted content without length.
  bytes(1, 1, one, 0, 1, 1, 1, 't', 0, 0),
  // Deletes what its victim will write.
  bytes(0, 1, two, 1, 0, 1000),
  // Builds on what nobody has.
  bytes(1, 1, one, 50, 0x84, two, 9, 1, 'a', 0),
  // Structs that wait for each other.
  bytes(2, 1, one, 0, 0x84, two, 0, 1, 'a', 1, two, 0, 0x84, one, 0, 1, 'b', 0),
  // Cut off, and not an update at all.
  bytes(1, 1, one, 0, 4),
  bytes(255, 255, 255),
];

function bytes(...parts: readonly (number | string)[]): Uint8Array {
  const out: number[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      out.push(part.length, ...encodeUtf8(part));
      continue;
    }
    let rest = part;
    for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) | 128);
    out.push(rest);
  }
  return Uint8Array.from(out);
}
