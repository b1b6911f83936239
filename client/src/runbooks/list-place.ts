import { z } from 'zod/mini';

/** Where someone was in a list: the row that had the focus and how far it was scrolled, in pixels. */
export interface ListPlace {
  readonly row: number;
  readonly offset: number;
}

const stateSchema = z.object({ list: z.object({ row: z.number(), offset: z.number() }) });

/** The place that this entry of the browser's history remembers; undefined for a new one. */
export function readListPlace(history: Pick<History, 'state'>): ListPlace | undefined {
  const read = stateSchema.safeParse(history.state);
  return read.success ? read.data.list : undefined;
}

/** Remembers a place in this entry of the history, so that going back leads there again. */
export function saveListPlace(history: History, place: ListPlace): void {
  history.replaceState({ list: place }, '');
}
