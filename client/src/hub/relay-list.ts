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
  /** Came with an invitation that no relay has accepted yet; among the known ones. */
  onTrial: z.exactOptional(z.array(z.string())),
});

export interface RelayList {
  /** Addresses to dial, in the order in which they became known. */
  urls(): readonly string[];
  /** Takes up addresses that a relay or the workspace told; what is no address is ignored. */
  learn(addresses: readonly string[]): void;
  /** Takes up an address that a person typed; false when it is none. */
  add(address: string): boolean;
  remove(address: string): void;
  /** Takes up addresses for as long as nothing has come of what they came with. What is known already stays as it is. */
  tryOut(addresses: readonly string[]): void;
  isOnTrial(address: string): boolean;
  /** Forgets those of them that are still on trial. */
  giveUp(addresses: readonly string[]): void;
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
  const onTrial = new Set(remembered.onTrial);

  function changed(): void {
    const row = JSON.stringify({
      known: [...known],
      removed: [...removed],
      ...(onTrial.size === 0 ? {} : { onTrial: [...onTrial] }),
    });
    // A list that cannot be remembered now is learnt again; the store's fault shows elsewhere.
    deps.rows.write([{ key: rowKey, value: new TextEncoder().encode(row) }]).catch(() => undefined);
    deps.onChange();
  }

  return {
    urls: () => [...known],
    learn(addresses) {
      let isNew = false;
      for (const text of addresses) {
        const address = relayAddress(text);
        if (address === undefined || removed.has(address)) continue;
        if (onTrial.delete(address)) isNew = true;
        if (known.has(address) || known.size >= mostRelays) continue;
        known.add(address);
        isNew = true;
      }
      if (isNew) changed();
    },
    add(text) {
      const address = relayAddress(text);
      if (address === undefined) return false;
      removed.delete(address);
      onTrial.delete(address);
      known.add(address);
      changed();
      return true;
    },
    remove(text) {
      const address = relayAddress(text);
      if (address === undefined || !known.delete(address)) return;
      removed.add(address);
      onTrial.delete(address);
      changed();
    },
    tryOut(addresses) {
      let isNew = false;
      for (const text of addresses) {
        const address = relayAddress(text);
        if (address === undefined || known.has(address) || known.size >= mostRelays) continue;
        known.add(address);
        onTrial.add(address);
        isNew = true;
      }
      if (isNew) changed();
    },
    isOnTrial: (address) => onTrial.has(address),
    giveUp(addresses) {
      let isGone = false;
      for (const text of addresses) {
        const address = relayAddress(text);
        if (address === undefined || !onTrial.delete(address)) continue;
        known.delete(address);
        isGone = true;
      }
      if (isGone) changed();
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
