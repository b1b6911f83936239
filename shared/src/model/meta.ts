import { catch as orElse, z } from 'zod/mini';
import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';

/** Limits of what people type into registers, in UTF-16 code units and items. */
export const limits = {
  titleLength: 200,
  itemLength: 100,
  items: 500,
  descriptionLength: 2_000,
} as const;

/** A text register; anything else in its place reads as absent. */
export const textField = orElse(z.optional(z.string()), undefined);

/** A register of wall clock ms since 1970; anything else reads as absent. */
export const timeField = orElse(z.optional(z.number().check(z.gte(0))), undefined);

export const flagField = orElse(z.optional(z.boolean()), undefined);

/** A list of words; members that are no text are left out, and anything but a list reads as absent. */
export const listField = orElse(
  z.optional(
    z.pipe(
      z.array(z.unknown()),
      z.transform((items) =>
        items.filter((item) => typeof item === 'string').slice(0, limits.items),
      ),
    ),
  ),
  undefined,
);

/**
 * The named registers of a map, as a plain object. Other keys stay unread: a whole map turned into
 * an object would let a key such as `__proto__` change it.
 */
export function readRegisters(
  map: Y.Map<unknown>,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const key of keys) values[key] = map.get(key);
  return values;
}

/** Sets a register unless it already holds an equal value; says whether it wrote. */
export function setRegister(map: Y.Map<unknown>, key: string, value: RegisterValue): boolean {
  const asJson = JSON.stringify(value);
  if (JSON.stringify(map.get(key)) === asJson) return false;
  // Yjs keeps what it is given: a copy, so that the caller's object cannot change the document later.
  const copy: unknown = JSON.parse(asJson);
  map.set(key, copy);
  return true;
}

export type RegisterValue =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One line of text as people mean it: no control characters, single spaces, whole characters. */
export function cleanLine(text: string): string {
  return wellFormed(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
