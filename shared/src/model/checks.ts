import { cutText } from '../markdown/characters.ts';
import { cleanLine, limits } from './meta.ts';

export type TitleRefused = 'title-empty' | 'title-too-long';
export type ListRefused = 'too-many' | 'item-too-long';

/** A value as it will be written, or why it is refused. */
export type Checked<T, Reason extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Reason; readonly problem: string };

/** One line of title: not empty, not too long. */
export function checkTitle(title: string): Checked<string, TitleRefused> {
  const value = cleanLine(title);
  if (value === '') return { ok: false, reason: 'title-empty', problem: 'A title is needed.' };
  if (value.length <= limits.titleLength) return { ok: true, value };
  const problem = `A title has at most ${limits.titleLength} characters.`;
  return { ok: false, reason: 'title-too-long', problem };
}

/** A list of words, each once, without empty ones. */
export function checkList(
  items: readonly string[],
  name: string,
): Checked<readonly string[], ListRefused> {
  const value = [...new Set(items.map(cleanLine).filter((item) => item !== ''))];
  if (value.length > limits.items) {
    return { ok: false, reason: 'too-many', problem: `At most ${limits.items} ${name}.` };
  }
  const long = value.find((item) => item.length > limits.itemLength);
  if (long === undefined) return { ok: true, value };
  const problem = `"${cutText(long, 20)}…" is longer than ${limits.itemLength} characters.`;
  return { ok: false, reason: 'item-too-long', problem };
}
