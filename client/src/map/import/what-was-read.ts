import type { SourcesRead } from '@holdfast/shared/map-transfer/read-sources';
import { mapImportText as words } from '../../ui/text/map-import.ts';
import type { ChosenTexts } from './chosen-files.ts';

/** So many files are named one by one. */
const mostNamed = 50;

/** Why each of the files that were chosen brings nothing, one line for each reason. */
export function whyNothing({ draft, formats }: SourcesRead, texts: ChosenTexts): readonly string[] {
  const told = new Set(draft.notes.map(({ file }) => file));
  return named([
    ...texts.tooLarge.map(words.tooLarge),
    ...texts.notText.map(words.notText),
    ...draft.notes.map(({ file, line, text }) => `${words.noteAt(file, line)}: ${text}`),
    ...texts.files.flatMap(({ path }) => {
      if (told.has(path)) return [];
      return formats.has(path) ? words.emptyFile(path) : words.unknownFile(path);
    }),
    ...(texts.passedOver > 0 ? [words.passedOver(texts.passedOver)] : []),
  ]);
}

/** What was passed over where the rest brings something. */
export function passedOver({ formats }: SourcesRead, texts: ChosenTexts): readonly string[] {
  const over = texts.passedOver + texts.files.length - formats.size;
  return named([
    ...texts.tooLarge.map(words.tooLarge),
    ...texts.notText.map(words.notText),
    ...(over > 0 ? [words.passedOver(over)] : []),
  ]);
}

function named(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostNamed) return lines;
  return [...lines.slice(0, mostNamed), words.moreFiles(lines.length - mostNamed)];
}
