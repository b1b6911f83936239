import { z } from 'zod/mini';
import { workspaceNameSchema } from '../protocol/names.ts';
import { bytes32Schema, jktSchema, thumbprintOf } from './device-key.ts';
import { signInLimitsSchema } from './sign-in-limits.ts';

const signatureSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/u));

const followedSchema = z.object({
  x: bytes32Schema,
  signature: signatureSchema,
  /** Until when that one still counts, ISO 8601, and the word of the one that followed it (`key-end.ts`). */
  until: z.optional(z.iso.datetime()),
  end: z.optional(signatureSchema),
});

/** The public half of a key that signs tokens of one workspace, as it lies in a file. */
export const signingKeySchema = z
  .object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: bytes32Schema,
    /** Its own thumbprint, so that a file cannot pass one key off as another. */
    kid: jktSchema,
    /** The workspace that it signs for, and no other. */
    ws: workspaceNameSchema,
    label: z.optional(z.string().check(z.maxLength(200))),
    /** When it was made, and until when what it signed is taken; ISO 8601. */
    created: z.optional(z.iso.datetime()),
    until: z.optional(z.iso.datetime()),
    /** Of a key that lies on a relay: all that it may sign. Absent: anything. */
    limits: z.optional(signInLimitsSchema),
    /** The keys before it, newest first: each signed the one that followed it (`key-succession.ts`). */
    follows: z.optional(z.array(followedSchema).check(z.maxLength(4))),
  })
  .check(z.refine((key) => key.kid === thumbprintOf(key)));
export type SigningKey = z.infer<typeof signingKeySchema>;

/** The keys that a relay (or a device) takes tokens from, by their thumbprints. */
export type TrustedKeys = ReadonlyMap<string, SigningKey>;
