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
  /** The key of the workspace behind the token (`key-succession.ts`), and the admin's device that issued it (`invitation-check.ts`). */
  readonly root?: string;
  readonly issuer?: string;
  /** Addresses of relays, one of which may be down. */
  readonly relays: readonly string[];
}

/** Begin what stands among the addresses and is none; who does not know them passes over them. */
const rootMark = 'k.';
const issuerMark = 'd.';
const proofSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(1000));

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
export function writeInvitationFragment(invitation: Invitation): string {
  const { workspace, key, token, relays, root, issuer } = invitation;
  const { x, y, d } = key;
  const bytes = concatBytes(...[x, y, d].map((part) => base64urlnopad.decode(part)));
  const addresses = relays
    .filter((relay) => relaySchema.safeParse(relay).success)
    .slice(0, maxRelays)
    .map((relay) => encodeURIComponent(relay));
  const proofs = [
    ...(root === undefined ? [] : [rootMark + root]),
    ...(issuer === undefined ? [] : [issuerMark + issuer]),
  ];
  const secret = base64urlnopad.encode(bytes);
  return [version, workspace, secret, token, ...proofs, ...addresses].join(separator);
}

/** Reads what stands behind the `#` (with it or without); undefined where it is no invitation. */
export function readInvitationFragment(fragment: string): Invitation | undefined {
  if (fragment.length > 2 * maxTokenLength) return undefined;
  const [is, workspace, key, token, ...rest] = fragment.replace(/^#/, '').trim().split(separator);
  if (is !== version || key === undefined) return undefined;
  const secret = readKey(key);
  const named = workspaceNameSchema.safeParse(workspace);
  const signed = tokenSchema.safeParse(token);
  if (secret === undefined || !named.success || !signed.success) return undefined;
  const [root, issuer] = [marked(rest, rootMark), marked(rest, issuerMark)];
  const addresses = rest.filter((part) => !/^[kd]\./.test(part));
  const relays = addresses.slice(0, maxRelays).flatMap((address) => {
    const relay = relaySchema.safeParse(unescaped(address));
    return relay.success ? [relay.data] : [];
  });
  return {
    ...{ workspace: named.data, key: secret, token: signed.data, relays },
    ...(root === undefined ? {} : { root }),
    ...(issuer === undefined ? {} : { issuer }),
  };
}

function marked(parts: readonly string[], mark: string): string | undefined {
  const part = parts.find((one) => one.startsWith(mark))?.slice(mark.length);
  return proofSchema.safeParse(part).data;
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
