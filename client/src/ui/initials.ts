/** At most two initials of a name: `Ana Díaz` gives `AD`, `ops` gives `O`, nothing gives `?`. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const text = letters.map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 0x3f)).join('');
  return text === '' ? '?' : text.toUpperCase();
}

/**
 * Initials of several people, by name, told apart where they can be: `Guest 712` and `Guest 745` are
 * `12` and `45`, `Ana Díaz` and `Adam Duda` are `AN` and `AD`.
 */
export function distinctInitials(names: readonly string[]): ReadonlyMap<string, string> {
  const all = [...new Set(names)];
  const found = new Map(all.map((name) => [name, initials(name)]));
  for (const choose of [lastTwo, firstTwo, firstAndLast]) {
    const counts = new Map<string, number>();
    for (const text of found.values()) counts.set(text, (counts.get(text) ?? 0) + 1);
    for (const name of all) {
      const text = found.get(name) ?? '';
      const better = choose(name);
      if ((counts.get(text) ?? 0) > 1 && better !== '') found.set(name, better);
    }
  }
  return found;
}

/** Of a number at the end. */
function lastTwo(name: string): string {
  return /\d{2}$/u.exec(name.trim())?.[0] ?? '';
}

function firstTwo(name: string): string {
  const letters = Array.from(name.trim().replaceAll(/\s+/gu, ''));
  return letters.slice(0, 2).join('').toUpperCase();
}

function firstAndLast(name: string): string {
  const letters = Array.from(name.trim());
  return `${letters.at(0) ?? ''}${letters.at(-1) ?? ''}`.toUpperCase();
}
