/**
 * How well `text` fits what was typed, lower is better; undefined where it does not. 0: begins with
 * it; 1: each typed word begins a word; 2: each is somewhere in it; 3: as 1, but for a slip or two in
 * words of four letters or more. Both in lower case.
 */
export function rank(text: string, query: string): number | undefined {
  if (text.startsWith(query)) return 0;
  const typed = query.split(/\s+/).filter((word) => word !== '');
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  if (typed.every((word) => words.some((other) => other.startsWith(word)))) return 1;
  if (typed.every((word) => text.includes(word))) return 2;
  const nearly = typed.every((word) => words.some((other) => startsNearly(other, word)));
  return nearly ? 3 : undefined;
}

/** The best `limit` of `items`, in the order of fit, then in their own; slips only where nothing fits without. */
export function best<Item>(
  items: readonly Item[],
  query: string,
  textOf: (item: Item) => string,
  limit: number,
): readonly Item[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return items.slice(0, limit);
  const found = items.flatMap((item) => {
    const fit = rank(textOf(item).toLowerCase(), wanted);
    return fit === undefined ? [] : [{ item, fit }];
  });
  const withoutSlips = found.filter(({ fit }) => fit < 3);
  return (withoutSlips.length > 0 ? withoutSlips : found)
    .toSorted((a, b) => a.fit - b.fit)
    .slice(0, limit)
    .map(({ item }) => item);
}

function startsNearly(word: string, typed: string): boolean {
  if (word.startsWith(typed)) return true;
  const slips = typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0;
  if (slips === 0) return false;
  for (let length = typed.length - slips; length <= typed.length + slips; length += 1) {
    if (length <= word.length && distance(word.slice(0, length), typed, slips) <= slips)
      return true;
  }
  return false;
}

/** Letters to add, drop, change or swap with their neighbour; more than `most` need not be exact. */
function distance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return least;
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
