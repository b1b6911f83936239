import { textAnchorSchema } from '@holdfast/shared/model/text-anchor';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import { z } from 'zod/mini';

/**
 * What somebody began to say and did not send yet. It stays with the tab: over a reload, and while
 * other pages are looked at.
 */
const draftSchema = z.object({
  kind: z.enum(['comment', 'suggestion']),
  anchor: textAnchorSchema,
  quote: z.string(),
  text: z.string(),
  /** Of a suggestion. */
  replacement: z.string(),
  /** A suggestion that this one is to take the place of. */
  of: z.optional(z.string()),
});
export type Draft = z.infer<typeof draftSchema>;

const repliesSchema = z.record(z.string(), z.string());

export type Replies = Readonly<Record<string, string>>;

export interface Drafts {
  read(): Draft | undefined;
  write(draft: Draft | undefined): void;
  /** Begun replies, by the discussion that they answer. */
  readReplies(): Replies;
  writeReplies(replies: Replies): void;
}

const commentKey = 'holdfast-comment-draft ';
const replyKey = 'holdfast-reply-drafts ';

/** Whether what a storage has under a key is a draft of this workspace. */
export function isDraftKey(key: string, workspace: WorkspaceName): boolean {
  return [commentKey, replyKey].some((prefix) => key.startsWith(`${prefix}${workspace}/`));
}

/** Keeps the drafts of one document. A storage that refuses keeps them no longer than the page. */
export function createDrafts(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined,
  { workspace, name }: { readonly workspace: WorkspaceName; readonly name: DocumentName },
): Drafts {
  const document = `${workspace}/${name}`;
  const draftKey = commentKey + document;
  const repliesKey = replyKey + document;

  function read<T>(
    key: string,
    schema: {
      safeParse(value: unknown): { success: true; data: T } | { success: false };
    },
  ): T | undefined {
    try {
      const parsed = schema.safeParse(JSON.parse(storage?.getItem(key) ?? 'null'));
      return parsed.success ? parsed.data : undefined;
    } catch {
      // Anything may stand there; a draft that cannot be read is none.
      return undefined;
    }
  }

  function write(key: string, value: unknown): void {
    try {
      if (value === undefined) storage?.removeItem(key);
      else storage?.setItem(key, JSON.stringify(value));
    } catch {
      // Full, or not allowed: what is on screen stays there.
    }
  }

  return {
    read: () => read(draftKey, draftSchema),
    write: (draft) => write(draftKey, draft),
    readReplies: () => read(repliesKey, repliesSchema) ?? {},
    writeReplies(replies) {
      const begun = Object.entries(replies).filter(([, text]) => text.trim() !== '');
      write(repliesKey, begun.length === 0 ? undefined : Object.fromEntries(begun));
    },
  };
}
