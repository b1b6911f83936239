import type * as Y from 'yjs';
import { z } from 'zod/mini';
import type { CommandResult } from '../model/command.ts';
import { cleanLine, setRegister } from '../model/meta.ts';
import { type Claims, isAcceptable, maxTokenLength, readClaims } from './claims.ts';
import { accessRoot } from './workspace-access.ts';

/**
 * Invitations that were made and may still be open: registers `invited/<jti>` beside those that
 * `workspace-access.ts` reads. They hold the token, which is no use to anybody without the key that
 * only the link has. Nothing is decided by them: an invitation that is not listed is as good.
 */
export interface Invited {
  readonly token: string;
  readonly claims: Claims;
  readonly by: string;
  /** When it was made: wall clock, ms since 1970. */
  readonly atMs: number;
}

const prefix = 'invited/';
const invitedSchema = z.object({
  token: z.string().check(z.maxLength(maxTokenLength)),
  by: z.catch(z.string(), ''),
  atMs: z.catch(z.number().check(z.gte(0)), 0),
});

/** By the token's id, the oldest first. Leaves out what is no invitation. */
export function readInvited(doc: Y.Doc): ReadonlyMap<string, Invited> {
  const found: Invited[] = [];
  doc.getMap(accessRoot).forEach((value, key) => {
    if (!key.startsWith(prefix)) return;
    const read = invitedSchema.safeParse(value);
    const claims = read.success ? readClaims(read.data.token) : undefined;
    if (!read.success || claims === undefined || claims.jti !== key.slice(prefix.length)) return;
    found.push({ ...read.data, claims });
  });
  found.sort((a, b) => a.atMs - b.atMs || (a.claims.jti < b.claims.jti ? -1 : 1));
  return new Map(found.map((one) => [one.claims.jti, one]));
}

/** Writes down that an invitation was made, so that it can be seen and withdrawn. */
export function noteInvited(
  doc: Y.Doc,
  { token, by, atMs }: { readonly token: string; readonly by: string; readonly atMs: number },
): CommandResult<'no-invitation'> {
  const claims = readClaims(token);
  if (claims === undefined || !isAcceptable(claims.kind)) {
    return { ok: false, reason: 'no-invitation', problem: 'That is no invitation.' };
  }
  const value = { token, by: cleanLine(by), atMs };
  return {
    ok: true,
    changed: setRegister(doc.getMap(accessRoot), `${prefix}${claims.jti}`, value),
  };
}
