import type { Command } from '../app/commands.ts';
import { createObservable } from '../hub/observable.ts';

/** What keys and palette can do about the comments of the runbook on screen. */
export interface CommentKeys {
  /** On the selected words, else on a paragraph that is chosen next. */
  add(kind: 'comment' | 'suggestion'): void;
  togglePanel(): void;
  /** Given along, so that nobody fetches their words who has no runbook on screen. */
  readonly commands: readonly Command[];
}

/** Those of the page on screen, once it is ready for them. */
export const currentComments = createObservable<CommentKeys | undefined>(undefined);
