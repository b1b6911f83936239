import { base64urlnopad } from '@scure/base';
import { z } from 'zod/mini';
import type { LinkAccess } from '../replica/link-access.ts';
import { readClaims } from './claims.ts';
import type { CloseReason } from './close-reason.ts';
import { readDeviceKey } from './device-key.ts';
import type { Grant } from './grant.ts';
import { keysBy, youngestAfter } from './key-end.ts';
import { rootKeyId } from './key-succession.ts';
import { may } from './permissions.ts';
import { judgePresented } from './presented.ts';
import { linkAudience } from './proof.ts';
import { type SigningKey, signingKeySchema } from './signing-key.ts';
import type { WorkspaceAccess } from './workspace-access.ts';

/** What a relay shows of itself over a link, with the keys that it says it can be judged by. */
export type ShownByRelay = Parameters<LinkAccess['authenticate']>[0];

/** What a device judges a relay by. */
export interface RelayCheck {
  readonly workspace: string;
  /** Thumbprint of the key of the workspace that the device goes by. */
  readonly anchor: string;
  /** The device's own clock, wall clock ms. */
  readonly nowMs: number;
  /** What the device's copy says of who was cut off. */
  readonly access: WorkspaceAccess;
}

export type JudgedRelay =
  | {
      readonly ok: true;
      readonly grant: Grant;
      /** Thumbprint of the key to go by from now on: another than before where that one has an end. */
      readonly anchor: string;
    }
  | { readonly ok: false; readonly reason: CloseReason };

/**
 * Is whoever shows this a relay of the workspace? It has to have a peer's token by a key that the
 * device goes by, prove the key that the token is bound to, and that for the host that was dialled.
 */
export async function checkRelay(shown: ShownByRelay, check: RelayCheck): Promise<JudgedRelay> {
  const { token, device: json, proof, label, audience, host, nonce, dialled } = shown;
  const { workspace, anchor, access } = check;
  const device = readDeviceKey(json);
  const claims = readClaims(token);
  if (device === undefined || claims === undefined || host !== dialled)
    return { ok: false, reason: 'bad-signature' };
  const keys = await keysBy(anchor, readKeys(shown.keys ?? [], workspace));
  const kid = rootKeyId(token, claims.via);
  if (kid === undefined || !keys.has(kid)) return { ok: false, reason: 'unknown-key' };
  const judged = await judgePresented(
    { token, device, proof, label, acceptance: new Uint8Array() },
    // The key signed it, so its day has come, whatever this device's clock says.
    { keys, workspace, access, nowMs: Math.max(check.nowMs, claims.iat * 1000) },
    {
      purpose: 'link',
      audience: linkAudience(audience, host),
      nonce: base64urlnopad.encode(nonce),
    },
  );
  if (!judged.ok) return judged;
  if (!may(judged.grant.role, 'replicate')) return { ok: false, reason: 'not-for-this' };
  return { ok: true, grant: judged.grant, anchor: await youngestAfter(anchor, keys) };
}

function readKeys(texts: readonly string[], workspace: string): readonly SigningKey[] {
  return texts.flatMap((text) => {
    const key = z.safeParse(signingKeySchema, readJson(text)).data;
    return key?.ws === workspace ? [key] : [];
  });
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** The keys that a relay can be judged by which shows `token`: that one's, and those that have to do with it. */
export function keysToShow(token: string, trusted: Iterable<SigningKey>): readonly string[] {
  const claims = readClaims(token);
  const all = [...trusted].filter(({ ws, limits }) => ws === claims?.ws && limits === undefined);
  const own = rootKeyId(token, claims?.via);
  return all
    .toSorted((a, b) => Number(b.kid === own) - Number(a.kid === own))
    .slice(0, 8)
    .map((key) => JSON.stringify(key));
}
