import type { Discussion } from '@holdfast/shared/model/comments';
import { createObservable } from '../hub/observable.ts';

/** What the marks in the text on screen know of what they stand for. */
export interface ShownThreads {
  readonly byId: ReadonlyMap<string, Discussion>;
  readonly active: string | undefined;
  open(id: string): void;
}

export const shownThreads = createObservable<ShownThreads>({
  byId: new Map(),
  active: undefined,
  open: () => undefined,
});
