import { cutText } from '@holdfast/shared/markdown/characters';

/** As wide as letters are in the widest of the usual typefaces, of their size. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\s.,:;'’|!ijl]/u, 0.4],
  [/[-()[\]{}ftrs/*"]/u, 0.55],
  [/[mw—]/u, 1],
  [/[MW@%…]/u, 1.1],
  [/[A-Z]/u, 0.8],
  [
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u,
    1.1,
  ],
];
const usual = 0.68;

/** How wide text becomes at most, in px: nobody knows in which typeface a file is read. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text)
    width += /\p{Mark}/u.test(letter)
      ? 0
      : (widths.find(([letters]) => letters.test(letter))?.[1] ?? usual);
  return width * size;
}

/** Cut so that it is no wider than so many px. */
export function cutToWidth(text: string, size: number, most: number): string {
  if (textWidth(text, size) <= most) return text;
  let length = text.length - 1;
  while (length > 0 && textWidth(`${cutText(text, length)}…`, size) > most) length -= 1;
  return `${cutText(text, length).trimEnd()}…`;
}
