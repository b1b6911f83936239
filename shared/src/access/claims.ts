import { base64urlnopad } from '@scure/base';
import { decodeUtf8 } from 'lib0/string';
import { z } from 'zod/mini';
import { documentNameSchema, workspaceNameSchema } from '../protocol/names.ts';
import { jktSchema } from './device-key.ts';
import { isPersonRole, roleSchema } from './roles.ts';

const tokenKinds = ['device', 'invitation', 'sign-in', 'break-glass', 'machine'] as const;
const tokenKindSchema = z.enum(tokenKinds);
export type TokenKind = z.infer<typeof tokenKindSchema>;

export const tokenType = 'holdfast+jwt';
export const tokenIssuer = 'holdfast';
/** A longer one is read by nobody. */
export const maxTokenLength = 16 * 1024;

const seconds = z.int().check(z.gte(0), z.lte(99_999_999_999));
const line = (length: number) =>
  z.string().check(z.regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]+$/u), z.maxLength(length));

/** Who somebody is: an id of a person, or the name of a machine. */
export const subjectSchema = line(200);
export const tokenIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

const fieldsSchema = z.object({
  iss: z.literal(tokenIssuer),
  /** The workspace. */
  ws: workspaceNameSchema,
  sub: subjectSchema,
  name: line(200),
  role: roleSchema,
  /** Documents that it is limited to; absent: all. */
  docs: z.optional(z.array(documentNameSchema).check(z.minLength(1), z.maxLength(100))),
  kind: tokenKindSchema,
  iat: seconds,
  nbf: z.optional(seconds),
  exp: seconds,
  jti: tokenIdSchema,
  /** The key it is bound to: a device's, or the one that travels with an invitation. */
  cnf: z.object({ jkt: jktSchema }),
  /** Seconds that it goes on for after its acceptance; `exp` then ends the time to accept it. */
  life: z.optional(seconds),
  /** The token of the admin's device that issued this one; absent where a key of the workspace did. */
  via: z.optional(z.string().check(z.maxLength(maxTokenLength))),
});

/** What a token says. Machines have roles for machines, and nobody else has; only what is accepted has a life after that. */
export const claimsSchema = fieldsSchema.check(
  z.refine(({ kind, role }) => (kind === 'machine') !== isPersonRole(role)),
  z.refine(({ kind, life }) => life === undefined || isAcceptable(kind)),
  z.refine(({ iat, exp }) => iat <= exp),
);
export type Claims = z.infer<typeof claimsSchema>;

/** Is a token of this kind accepted by a device, rather than bound to it when it is issued? */
export function isAcceptable(kind: TokenKind): boolean {
  return kind === 'invitation' || kind === 'break-glass';
}

/** What a token says, unverified: for display, and to know whose it would be. */
export function readClaims(token: string): Claims | undefined {
  return claimsSchema.safeParse(readPart(token, 1)).data;
}

/** A part of a token (0: header, 1: claims) as JSON, unverified; undefined where it is none. */
export function readPart(token: string, at: 0 | 1): unknown {
  if (token.length > maxTokenLength) return undefined;
  const parts = token.split('.');
  const part = parts[at];
  if (parts.length !== 3 || part === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(decodeUtf8(base64urlnopad.decode(part)));
    return value;
  } catch {
    return undefined;
  }
}
