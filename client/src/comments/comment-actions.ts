import {
  acceptSuggestion,
  addComment,
  decideDiscussion,
  replyTo,
  suggestChange,
  takeBackAcceptance,
} from '@holdfast/shared/model/comments';
import { runbookBody } from '@holdfast/shared/model/runbook';
import { indexedText } from '@holdfast/shared/model/body-text';
import { locate, type TextRange } from '@holdfast/shared/model/text-anchor';
import type * as Y from 'yjs';
import type { HubClient, OpenDocument } from '../hub/client-api.ts';
import { fieldEdit } from '../runbooks/editor/field-edit.ts';
import { commentsText } from '../ui/text/comments.ts';
import type { Draft } from './drafts.ts';

/** Why something was not done, in words for people; undefined where it was. */
type Problem = string | undefined;

export interface CommentActions {
  /** Gives the new discussion's id; or, where the text changed under a suggestion, how it reads now. */
  send(
    draft: Draft,
  ): { readonly id: string } | { readonly problem: string; readonly quote?: string };
  reply(of: string, text: string): Problem;
  resolve(of: string): Problem;
  reopen(of: string): Problem;
  accept(of: string): Problem;
  reject(of: string, reason: string): Problem;
  /** Takes an accepted change out of the text again. */
  takeBack(of: string): Problem;
}

export interface CommentActionsDeps {
  readonly open: Pick<OpenDocument, 'name' | 'doc'>;
  readonly hub: Pick<HubClient, 'open' | 'entryContext'>;
  /** Says what was done, with the way back where there is one. */
  readonly say: (words: string, undo?: () => void) => void;
}

/** What people do about what is said of a text. Edits of the text are undone in the editor, too. */
export function createCommentActions(deps: CommentActionsDeps): CommentActions {
  const { open, hub, say } = deps;
  const { doc } = open;
  const context = () => hub.entryContext();
  const words = commentsText.notices;

  /** The way back may be taken after the page was left. */
  function later(work: (doc: Y.Doc) => boolean, done: string): () => void {
    return () => {
      const again = hub.open(open.name);
      again.ready
        .then(() => say(work(again.doc) ? done : words.notUndone))
        .catch(() => say(words.notUndone))
        .finally(() => again.close());
    };
  }

  const undoDecision = (of: string) =>
    later((from) => decideDiscussion(from, of, 'reopen', context()).ok, words.reopened);
  const undoAcceptance = (of: string) =>
    later((from) => takeBack(from, of) === undefined, words.takenBack);

  function takeBack(from: Y.Doc, of: string): Problem {
    const result = from.transact(() => takeBackAcceptance(from, of, context()), fieldEdit);
    return result.ok ? undefined : result.problem;
  }

  function send(draft: Draft): ReturnType<CommentActions['send']> {
    const { kind, text, replacement } = draft;
    const now = placeOfDraft(doc, draft);
    if (now === undefined) return { problem: commentsText.composer.gone };
    const { range } = now;
    if (kind === 'suggestion' && now.quote !== draft.quote) {
      return { problem: commentsText.suggestDialog.changed, quote: now.quote };
    }
    const said = doc.transact(() => {
      if (kind === 'comment') return addComment(doc, { range, text }, context());
      const made = suggestChange(doc, { range, replacement, text }, context());
      if (made.ok && draft.of !== undefined) {
        replyTo(doc, draft.of, commentsText.replacedBy, context());
        decideDiscussion(doc, draft.of, 'reject', context());
      }
      return made;
    });
    if (!said.ok) return { problem: said.problem };
    return { id: said.id };
  }

  return {
    send,
    reply(of, text) {
      const result = replyTo(doc, of, text, context());
      return result.ok ? undefined : result.problem;
    },
    resolve(of) {
      decideDiscussion(doc, of, 'resolve', context());
      say(words.resolved, undoDecision(of));
      return undefined;
    },
    reopen(of) {
      decideDiscussion(doc, of, 'reopen', context());
      say(words.reopened);
      return undefined;
    },
    accept(of) {
      const result = doc.transact(() => acceptSuggestion(doc, of, context()), fieldEdit);
      if (!result.ok) return result.problem;
      say(words.accepted, undoAcceptance(of));
      return undefined;
    },
    reject(of, reason) {
      doc.transact(() => {
        if (reason.trim() !== '') replyTo(doc, of, reason, context());
        decideDiscussion(doc, of, 'reject', context());
      });
      say(words.rejected, undoDecision(of));
      return undefined;
    },
    takeBack(of) {
      const problem = takeBack(doc, of);
      if (problem === undefined) say(words.takenBack);
      return problem;
    },
  };
}

/** Where the words of a draft are now, and how they read; undefined where they are gone. */
export function placeOfDraft(
  doc: Y.Doc,
  draft: Pick<Draft, 'anchor' | 'quote'>,
): { readonly range: TextRange; readonly quote: string } | undefined {
  const body = runbookBody(doc);
  const text = indexedText(body);
  const range = locate(body, text, draft.anchor, [draft.quote])?.range;
  if (range === undefined || range.from === range.to) return undefined;
  return { range, quote: text.slice(range.from, range.to) };
}
