import { sameBytes } from './bytes.ts';
import { encodeMessage } from '../protocol/link-messages.ts';
import type { Journal } from './journal.ts';
import type { LinkSession } from './link.ts';
import type { KnownStores } from './stores.ts';

export interface DurableNewsDeps {
  readonly journal: Journal;
  readonly name: string;
  readonly stores: KnownStores;
  readonly links: ReadonlySet<LinkSession>;
}

/**
 * What a relay tells of disks: of its own to everyone, of its peers' as they last said to leaves,
 * which may not be linked to those. Only news is told: relays would else echo each other for ever.
 */
export function createDurableNews(deps: DurableNewsDeps): () => void {
  const told = new WeakMap<LinkSession, Uint8Array>();

  return () => {
    const { journal, stores } = deps;
    const own = { store: journal.storeId, name: deps.name, vector: journal.durable() };
    const others = stores.all().filter(({ store }) => store !== journal.storeId);
    const toRelays = encodeMessage({ type: 'durable', stores: [own] });
    const toLeaves = encodeMessage({ type: 'durable', stores: [own, ...others] });
    for (const link of deps.links) {
      if (link.peer === undefined) continue;
      const message = link.peer.role === 'relay' ? toRelays : toLeaves;
      const before = told.get(link);
      if (before !== undefined && sameBytes(before, message)) continue;
      told.set(link, message);
      link.queue(message);
    }
  };
}
