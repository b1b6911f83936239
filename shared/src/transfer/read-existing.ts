import type * as Y from 'yjs';
import { refuseLocked } from '../model/review.ts';
import { readRunbook, type Runbook } from '../model/runbook.ts';
import { readImagesHere } from './import-images.ts';
import type { ExistingRunbook } from './plan-import.ts';

/** A runbook as it is here, with what a plan has to know of it. Never throws. */
export function readExisting(doc: Y.Doc): Runbook & ExistingRunbook {
  const locked = refuseLocked(doc);
  return {
    ...readRunbook(doc),
    images: readImagesHere(doc),
    ...(locked !== undefined && { locked: locked.problem }),
  };
}
