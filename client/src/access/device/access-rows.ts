import { workspaceKeyId } from '@holdfast/shared/access/key-succession';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { z } from 'zod/mini';

/** No workspace can be called so: the database of one is `holdfast-<its name>`. */
const databaseName = 'holdfast-device/access';
const deviceRow = 'device';
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** What this device shows to relays: a token, and what bound the token to the device. */
const cardSchema = z.object({
  token: z.string(),
  /** Signature of the invitation's key, base64url; absent where the token was made for this device. */
  acceptance: z.exactOptional(z.string()),
  /** How the person calls this device: `Chrome on Linux`. */
  label: z.string(),
  /** Addresses that came with it, as long as no relay has accepted it. */
  relays: z.exactOptional(z.array(z.string())),
  /** The key of the workspace that came with it, to be passed on with invitations that this device issues. */
  root: z.exactOptional(z.string()),
  /** When a relay accepted it here first, wall clock ms. */
  acceptedAtMs: z.exactOptional(z.number()),
});
export type Card = z.infer<typeof cardSchema>;

/** A card that relays would not take, and why: the word and the text of the close reason. */
const failedCardSchema = z.object({
  card: cardSchema,
  word: z.string(),
  text: z.string(),
  atMs: z.number(),
});
export type FailedCard = z.infer<typeof failedCardSchema>;

const cardsSchema = z.object({
  /** Was accepted by a relay. */
  current: z.exactOptional(cardSchema),
  /** Was taken up by the person, and no relay has answered yet. */
  offered: z.exactOptional(cardSchema),
  /** The last one that was offered in vain. */
  failed: z.exactOptional(failedCardSchema),
  /** Thumbprint of the workspace's key behind the last invitation that was accepted here: what comes later hangs on it. */
  anchor: z.exactOptional(z.string()),
  /** A relay has proven itself: under that anchor, and by which key, which may have come after it. */
  proven: z.exactOptional(z.object({ anchor: z.string(), key: z.string() })),
  /** An admin ordered this device to delete its copy, and it is not done yet. */
  wipe: z.exactOptional(z.object({ by: z.string(), atMs: z.number() })),
});
/** What this device has for one workspace. */
export type Cards = z.infer<typeof cardsSchema>;

/**
 * Thumbprint of the key of the workspace that this device goes by. A sign-in is by a key of the
 * relay that the page came from, and pins nothing; nor does what an admin invited who signed in.
 */
export function anchorOf({ anchor, current }: Cards): string | undefined {
  if (anchor !== undefined || current === undefined) return anchor;
  return workspaceKeyId(current.token);
}

/**
 * Thumbprint of the key of the workspace that relays have to prove themselves by: that of an invitation
 * which no relay has accepted yet, where there is no other. Undefined: none is asked.
 */
export function relayKeyOf(cards: Cards): string | undefined {
  const { offered, proven } = cards;
  const anchor = anchorOf(cards) ?? (offered && anchorOf({ current: offered }));
  return proven !== undefined && proven.anchor === anchor ? proven.key : anchor;
}

const keyPairSchema = z.object({
  privateKey: z.custom<CryptoKey>((value) => value instanceof CryptoKey),
  publicKey: z.custom<CryptoKey>((value) => value instanceof CryptoKey),
});
export type DeviceKeyPair = z.infer<typeof keyPairSchema>;

interface Rows extends DBSchema {
  keys: { key: string; value: unknown };
  cards: { key: string; value: unknown };
}

/** The key of this device and its cards: one database for all tabs, workers and workspaces of this origin. */
export interface AccessRows {
  /** Made when it is first asked for, and the same for whoever asks. Nobody can take it out of the browser. */
  deviceKey(): Promise<DeviceKeyPair>;
  cards(workspace: WorkspaceName): Promise<Cards>;
  keepCards(workspace: WorkspaceName, cards: Cards): Promise<void>;
  close(): void;
}

/** Opens them. Rejects where the browser keeps nothing, or has no cryptography on an insecure page. */
export async function openAccessRows(name = databaseName): Promise<AccessRows> {
  const db = await openDB<Rows>(name, 1, {
    upgrade(created) {
      created.createObjectStore('keys');
      created.createObjectStore('cards');
    },
    blocking() {
      // Another context deletes the database: standing in its way would only hang that one.
      db.close();
    },
  });
  return {
    deviceKey: () => deviceKey(db),
    async cards(workspace) {
      const read = cardsSchema.safeParse(await db.get('cards', workspace));
      return read.success ? read.data : {};
    },
    async keepCards(workspace, cards) {
      await db.put('cards', cards, workspace);
    },
    close() {
      db.close();
    },
  };
}

async function deviceKey(db: IDBPDatabase<Rows>): Promise<DeviceKeyPair> {
  const known = keyPairSchema.safeParse(await db.get('keys', deviceRow));
  if (known.success) return known.data;
  const made = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  // Two tabs may have made one at once: the first that is kept is the device's.
  const transaction = db.transaction('keys', 'readwrite', { durability: 'strict' });
  const before = keyPairSchema.safeParse(await transaction.store.get(deviceRow));
  if (!before.success) await transaction.store.put(made, deviceRow);
  await transaction.done;
  return before.success ? before.data : made;
}
