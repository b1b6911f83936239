import { encodeUtf8 } from 'lib0/string';
import { z } from 'zod/mini';

/** Why somebody is not let in, or not any longer; and how it is said to people. */
const words = {
  'no-key': 'This needs a key. Ask an admin of the workspace for an invitation.',
  expired: 'The access has ended. Ask an admin for a new invitation.',
  'not-yet': 'The access does not begin before later. Is the clock of this device right?',
  'wrong-workspace': 'The access is for another workspace.',
  'unknown-key': 'This relay does not know the key that signed this.',
  'bad-signature': 'The signature does not fit.',
  replayed: 'The proof was used before, or is too old. Is the clock of this device right?',
  revoked: 'The access was taken away by an admin.',
  'other-device': 'Another device has it. Each device needs an invitation of its own.',
  'not-for-this': 'The role does not allow this.',
  'other-relay':
    'This relay does not know itself by that name (settings --public-url, --also-known-as).',
  wipe: 'An admin asked this device to delete its copy.',
  unproven: 'This relay has not proven that it is one of the workspace.',
} as const;

export const closeReasons = [
  'no-key',
  'expired',
  'not-yet',
  'wrong-workspace',
  'unknown-key',
  'bad-signature',
  'replayed',
  'revoked',
  'other-device',
  'not-for-this',
  'other-relay',
  'wipe',
  'unproven',
] as const satisfies readonly (keyof typeof words)[];
const closeReasonSchema = z.enum(closeReasons);
export type CloseReason = z.infer<typeof closeReasonSchema>;

/** What the reason says to a person. */
export function reasonInWords(reason: CloseReason): string {
  return words[reason];
}

/** WebSocket takes no more than this. */
const maxBytes = 123;

/** The reason as it goes with a close code: a word for programs, then a sentence for people. */
export function writeCloseReason(reason: CloseReason): string {
  const whole = `${reason}: ${words[reason]}`;
  return encodeUtf8(whole).length <= maxBytes ? whole : reason;
}

/** What a device says of a relay that it does not deal with. */
const unproven: Partial<Record<CloseReason, string>> = {
  'no-key': 'it has nothing to show; it needs a token of role peer',
  'unknown-key': 'its token is by a key that this device does not go by',
  expired: 'its token has ended, by the clock of this device',
  'not-yet': 'its token begins later, by the clock of this device',
  revoked: 'an admin cut it off',
  wipe: 'an admin cut it off',
  'other-device': 'its token is that of another machine',
  'not-for-this': 'its token is not that of a relay',
};

/** Why a device closes the link to a relay: that did not prove to be one of the workspace. */
export function writeUnproven(reason: CloseReason): string {
  return `unproven: ${unproven[reason] ?? 'what it showed does not fit'}`;
}

/** The word at the start of a close reason; undefined where it is none of ours. */
export function readCloseReason(text: string): CloseReason | undefined {
  return closeReasonSchema.safeParse(text.split(':', 1)[0]).data;
}
