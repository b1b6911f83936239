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
