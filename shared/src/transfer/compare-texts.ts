import { textHash } from '../model/ids.ts';
import { type ExportPlaces, withRunbookLinks } from './exported-links.ts';
import { exportedText } from './exported-text.ts';
import { mergeText } from './merge-text.ts';
import type { ExistingRunbook } from './plan-import.ts';

/** What a file's text means for the runbook that it was imported into before. `fileText` is what is noted as imported. */
export type TextComparison =
  /**
   * The file changed since it was last imported: the text will be made `text` by the smallest
   * edits. `editedHere`: so it was decided, although someone also changed the text here.
   */
  | {
      readonly kind: 'change';
      readonly text: string;
      readonly fileText: string;
      readonly editedHere: boolean;
    }
  /** File and text here both changed, in different places: `text` has both. */
  | { readonly kind: 'merge'; readonly text: string; readonly fileText: string }
  /**
   * Both changed, and nobody can tell how they go together. Nothing is done unless somebody chooses:
   * see `settleConflict`. `text` is what choosing the file would make of the text, `here` what it is.
   */
  | {
      readonly kind: 'conflict';
      readonly text: string;
      readonly fileText: string;
      readonly here: string;
      /** `no-base`: it is not known any more what the file was when it was last imported. */
      readonly why: 'same-lines' | 'no-base';
    }
  /**
   * The text here, or what an export makes of it, already equals the file (edited here, exported,
   * imported again): only noted.
   */
  | { readonly kind: 'record'; readonly fileText: string }
  /** The same file as last time. What was edited here since (`editedHere`) stays. */
  | { readonly kind: 'unchanged'; readonly fileText: string; readonly editedHere: boolean };

/** Compares a file's text, the text here, and the file as it was last imported. */
export function compareTexts(
  fileText: string,
  existing: ExistingRunbook,
  places: ExportPlaces | undefined,
): TextComparison {
  const { body, sourceHash, base } = existing;
  const file = exportedText(existing, places).text;
  if (textHash(fileText) === sourceHash) {
    return { kind: 'unchanged', fileText, editedHere: file !== fileText };
  }
  if (body === fileText || file === fileText) return { kind: 'record', fileText };
  const fromFile = (text: string): string =>
    places === undefined ? text : withRunbookLinks(text, body, places);
  const text = fromFile(fileText);
  const editedHere = ![body, file].some((one) => textHash(one) === sourceHash);
  if (!editedHere) return { kind: 'change', text, fileText, editedHere };
  const conflict = { kind: 'conflict', text, fileText, here: body } as const;
  if (base === undefined || textHash(base) !== sourceHash) return { ...conflict, why: 'no-base' };
  const merged = mergeText(fromFile(base), body, text);
  if (merged.clean) return { kind: 'merge', text: merged.text, fileText };
  // What was set beside the text may be what the file's front matter says.
  const asFiles = mergeText(base, file, fileText);
  if (asFiles.clean) return { kind: 'merge', text: fromFile(asFiles.text), fileText };
  return { ...conflict, why: 'same-lines' };
}
