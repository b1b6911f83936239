/**
 * What tabs and the hub say to each other about keys. It goes through the port as one value, which
 * only code that is loaded late reads: what comes before the first list knows nothing of it.
 */
import { documentNameSchema } from '@holdfast/shared/protocol/names';
import { z } from 'zod/mini';

const cardReportSchema = z.object({ token: z.string(), label: z.string() });

const refusalSchema = z.object({
  /** Address of the relay. */
  url: z.string(),
  /** The word that the close reason begins with, and what follows it. */
  word: z.string(),
  text: z.string(),
  atMs: z.number(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** What this device has to show to relays, and what they said to it. Tokens are no secrets: without the device's key they open nothing. */
export const accessReportSchema = z.object({
  /** Thumbprint of the device's key; absent where it can have none. */
  jkt: z.exactOptional(z.string()),
  /** What a relay accepted, now or earlier. */
  card: z.exactOptional(cardReportSchema),
  /** When a relay last let this device in, wall clock ms; since the hub was started. */
  grantedAtMs: z.exactOptional(z.number()),
  /** Until when it lets it in, by the relay's word. */
  endsAtMs: z.exactOptional(z.number()),
  /** A relay without keys took this device as it takes anybody; since the hub was started. */
  isOpen: z.boolean(),
  /** An invitation that was taken up and that no relay has answered yet. */
  offered: z.exactOptional(cardReportSchema),
  /** The last one that relays would not take. */
  failed: z.exactOptional(
    z.object({ token: z.string(), word: z.string(), text: z.string(), atMs: z.number() }),
  ),
  /** An admin ordered this device to delete its copy: who, and when (wall clock ms). */
  wipe: z.exactOptional(z.object({ by: z.string(), atMs: z.number() })),
  /** How many relays let this device in now. */
  linked: z.int(),
  /** Relays that do not. */
  refusals: z.readonly(z.array(refusalSchema)),
  /** Documents with edits of this device that no relay takes from it. */
  held: z.readonly(z.array(z.object({ doc: documentNameSchema, changes: z.int() }))),
});
export type AccessReport = z.infer<typeof accessReportSchema>;

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const accessQuestionSchema = z.discriminatedUnion('ask', [
  /** Takes up an invitation; answered once it is on this device's disk. */
  z.object({
    ask: z.literal('join'),
    token: z.string(),
    acceptance: z.exactOptional(z.string()),
    label: z.string(),
    relays: z.array(z.string()),
    /** The key of the workspace that came with it. */
    root: z.exactOptional(z.string()),
  }),
  /** What a relay has of a document. */
  z.object({ ask: z.literal('at-relay'), doc: documentNameSchema }),
  /** Gives up this device's edits of a document that no relay takes; `add`: what comes instead, for all. */
  z.object({ ask: z.literal('give-up'), doc: documentNameSchema, add: z.exactOptional(bytes) }),
]);
export type AccessQuestion = z.infer<typeof accessQuestionSchema>;

export const accessAnswerSchema = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('done') }),
  /** `update` is absent where no relay tells. */
  z.object({ answer: z.literal('at-relay'), update: z.exactOptional(bytes) }),
  z.object({ answer: z.literal('given-up'), outcome: z.enum(['done', 'unreachable', 'failed']) }),
  z.object({ answer: z.literal('failed'), problem: z.string() }),
]);
export type AccessAnswer = z.infer<typeof accessAnswerSchema>;
