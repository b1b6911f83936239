import type { HostRows } from '@holdfast/shared/replica/replica-api';
import { z } from 'zod/mini';
import { relayAddress } from './relay-address.ts';

/** More relays than this are not remembered: a hostile list must not make a device dial the world. */
const mostRelays = 32;
const rowKey = 'relays';

const rowSchema = z.object({
  known: z.array(z.string()),
  /** Removed by a person on this device: not taken up again from elsewhere. */
  removed: z.array(z.string()),
});

export interface RelayList {
  /** Addresses to dial, in the order in which they became known. */
  urls(): readonly string[];
  /** Takes up addresses that a relay or the workspace told; what is no address is ignored. */
  learn(addresses: readonly string[]): void;
  /** Takes up an address that a person typed; false when it is none. */
  add(address: string): boolean;
  remove(address: string): void;
}

export interface RelayListDeps {
  readonly rows: Pick<HostRows, 'get' | 'write'>;
  readonly onChange: () => void;
}

/**
 * The relays that this device knows, remembered on it: the relay that served the page may be gone
 * tomorrow, and the device must still find the others.
 */
export async function openRelayList(deps: RelayListDeps): Promise<RelayList> {
  const remembered = readRow(await deps.rows.get(rowKey));
  const known = new Set(remembered.known);
  const removed = new Set(remembered.removed);

  function changed(): void {
    const row = JSON.stringify({ known: [...known], removed: [...removed] });
    // A list that cannot be remembered now is learnt again; the store's fault shows elsewhere.
    deps.rows.write([{ key: rowKey, value: new TextEncoder().encode(row) }]).catch(() => undefined);
    deps.onChange();
  }

  return {
    urls: () => [...known],
    learn(addresses) {
      const before = known.size;
      for (const text of addresses) {
        const address = relayAddress(text);
        if (address === undefined || removed.has(address) || known.size >= mostRelays) continue;
        known.add(address);
      }
      if (known.size > before) changed();
    },
    add(text) {
      const address = relayAddress(text);
      if (address === undefined) return false;
      removed.delete(address);
      known.add(address);
      changed();
      return true;
    },
    remove(text) {
      const address = relayAddress(text);
      if (address === undefined || !known.delete(address)) return;
      removed.add(address);
      changed();
    },
  };
}

function readRow(value: Uint8Array | undefined): z.infer<typeof rowSchema> {
  const nothing = { known: [], removed: [] };
  if (value === undefined) return nothing;
  try {
    const row = rowSchema.safeParse(JSON.parse(new TextDecoder().decode(value)));
    return row.success ? row.data : nothing;
  } catch {
    return nothing;
  }
}
