import { addField, setField, type WrittenField } from '../markdown/front-matter-edit.ts';
import { type ExportPlaces, withRelativeLinks } from './exported-links.ts';

/** A runbook's file. */
export interface ExportedText {
  /** The body; what was set beside it is in its front matter, and links between runbooks are relative. */
  readonly text: string;
  /** What its front matter could not take, because it cannot be read or changed safely. */
  readonly leftOut: readonly WrittenField['name'][];
}

/**
 * The text of a runbook's file: byte for byte the body, unless title, owners or tags were set in
 * Holdfast and the text does not say them (then its front matter does, in a new block if it has
 * none), or it links to runbooks by their address here. Without `places` such links stay.
 */
export function exportedText(
  runbook: { readonly body: string; readonly besideText: readonly WrittenField[] },
  places?: ExportPlaces,
): ExportedText {
  let text = places === undefined ? runbook.body : withRelativeLinks(runbook.body, places);
  const leftOut: WrittenField['name'][] = [];
  for (const field of runbook.besideText) {
    const set = setField(text, field);
    const edit = set.kind === 'absent' ? addField(text, field) : set;
    if (edit.kind === 'edited') text = edit.text;
    else leftOut.push(field.name);
  }
  return { text, leftOut };
}
