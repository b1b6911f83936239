import { base64urlnopad } from '@scure/base';
import { concatBytes } from '@noble/hashes/utils.js';
import { z } from 'zod/mini';
import { workspaceNameSchema } from '../protocol/names.ts';
import { maxTokenLength } from './claims.ts';
import { type PrivateDeviceKey, privateDeviceKeySchema } from './device-key.ts';

/** What an invitation's link holds, all of it behind the `#`, which no browser sends to a server. */
export interface Invitation {
  readonly workspace: string;
  /** The key that the token is bound to, until a device has accepted it. */
  readonly key: PrivateDeviceKey;
  readonly token: string;
  /** Addresses of relays, one of which may be down. */
  readonly relays: readonly string[];
}

/** Stands between the parts: base64url, names and escaped addresses have none. */
const separator = '~';
const version = '1';
const maxRelays = 16;
const tokenSchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/), z.maxLength(maxTokenLength));
const relaySchema = z
  .string()
  .check(z.regex(/^(?:wss?|https?):\/\/[^\s/?#~]+(?:\/[^\s?#~]*)?$/), z.maxLength(200));

/** The fragment, without `#`. Relays that have no address to speak of are left out. */
export function writeInvitationFragment({ workspace, key, token, relays }: Invitation): string {
  const { x, y, d } = key;
  const bytes = concatBytes(...[x, y, d].map((part) => base64urlnopad.decode(part)));
  const addresses = relays
    .filter((relay) => relaySchema.safeParse(relay).success)
    .slice(0, maxRelays)
    .map((relay) => encodeURIComponent(relay));
  return [version, workspace, base64urlnopad.encode(bytes), token, ...addresses].join(separator);
}

/** Reads what stands behind the `#` (with it or without); undefined where it is no invitation. */
export function readInvitationFragment(fragment: string): Invitation | undefined {
  if (fragment.length > 2 * maxTokenLength) return undefined;
  const [is, workspace, key, token, ...addresses] = fragment
    .replace(/^#/, '')
    .trim()
    .split(separator);
  if (is !== version || key === undefined) return undefined;
  const secret = readKey(key);
  const named = workspaceNameSchema.safeParse(workspace);
  const signed = tokenSchema.safeParse(token);
  if (secret === undefined || !named.success || !signed.success) return undefined;
  const relays = addresses.slice(0, maxRelays).flatMap((address) => {
    const relay = relaySchema.safeParse(unescaped(address));
    return relay.success ? [relay.data] : [];
  });
  return { workspace: named.data, key: secret, token: signed.data, relays };
}

function readKey(text: string): PrivateDeviceKey | undefined {
  try {
    const bytes = base64urlnopad.decode(text);
    const part = (at: number): string => base64urlnopad.encode(bytes.subarray(at, at + 32));
    if (bytes.length !== 96) return undefined;
    return privateDeviceKeySchema.parse({
      kty: 'EC',
      crv: 'P-256',
      x: part(0),
      y: part(32),
      d: part(64),
    });
  } catch {
    return undefined;
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
