/**
 * What tabs and the worker say to each other about the lock. It goes through the port as one value of
 * the messages `access` and `locked`, which only code that is loaded late reads.
 */
import { z } from 'zod/mini';
import { lockRecordSchema, waysSchema } from './lock-record.ts';

const key = z.custom<CryptoKey>((value) => value instanceof CryptoKey);

const questionSchema = z.discriminatedUnion('ask', [
  /** How this copy is locked, if it is. */
  z.object({ ask: z.literal('report') }),
  /** Opens the copy with its data key. */
  z.object({ ask: z.literal('unlock'), key }),
  /** Seals everything, from now on. */
  z.object({ ask: z.literal('turn-on'), key, record: lockRecordSchema }),
  /** Opens everything for good. */
  z.object({ ask: z.literal('turn-off') }),
  /** Other ways to the same data key, and when it locks by itself. */
  z.object({ ask: z.literal('keep'), ways: waysSchema }),
  z.object({ ask: z.literal('lock') }),
  /** This tab has covered what was on it, and all its edits are on the disk. */
  z.object({ ask: z.literal('ready') }),
  /** Somebody uses this tab. */
  z.object({ ask: z.literal('used') }),
  /** Deletes the copy, whose key is lost. */
  z.object({ ask: z.literal('forget') }),
  /** What was typed beside a locked copy, and not posted yet. */
  z.object({ ask: z.literal('drafts') }),
  /** Keeps one of these; an empty text is none. */
  z.object({ ask: z.literal('keep-draft'), place: z.string(), text: z.string() }),
]);
export type LockQuestion = z.infer<typeof questionSchema>;

const askedSchema = z.object({
  type: z.literal('access'),
  request: z.int(),
  question: z.object({ lock: questionSchema }),
});

/** What a tab asks about the lock; undefined where the message is about something else. */
export function readLockQuestion(
  message: unknown,
): { readonly request: number; readonly lock: LockQuestion } | undefined {
  const read = askedSchema.safeParse(message).data;
  return read && { request: read.request, lock: read.question.lock };
}

const answerSchema = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('done') }),
  z.object({ answer: z.literal('wrong') }),
  z.object({ answer: z.literal('failed'), problem: z.string() }),
  z.object({ answer: z.literal('drafts'), drafts: z.record(z.string(), z.string()) }),
  z.object({
    answer: z.literal('report'),
    ways: z.exactOptional(waysSchema),
    /** Not every row is as it should be yet; the next unlocking goes on with it. */
    isUnfinished: z.boolean(),
  }),
]);
export type LockAnswer = z.infer<typeof answerSchema>;

/** An answer as a tab reads it. */
export function readLockAnswer(answer: unknown): LockAnswer {
  return (
    answerSchema.safeParse(answer).data ?? {
      answer: 'failed',
      problem: 'The page and its worker do not fit.',
    }
  );
}

/** What stands in the place of the app. */
const shownSchema = z.discriminatedUnion('state', [
  /** About to be locked or changed: what is on screen is to be covered, edits are awaited. */
  z.object({ state: z.literal('closing') }),
  z.object({ state: z.literal('locked'), ways: waysSchema }),
  /** Locked by another version, or the row that says how is damaged. */
  z.object({ state: z.literal('broken') }),
  /** All rows are being rewritten; so many have been. */
  z.object({ state: z.literal('changing'), goal: z.enum(['sealed', 'plain']), rows: z.int() }),
]);
export type LockShown = z.infer<typeof shownSchema>;

export function readLockShown(value: unknown): LockShown | undefined {
  return shownSchema.safeParse(value).data;
}
