import type { Person } from './identities.ts';
import { nameKey } from './identity-keys.ts';

/** Two who may be one, for a person to decide. */
export interface Unsure {
  /** Indices in `people`. */
  readonly a: number;
  readonly b: number;
  readonly why: 'same mailbox' | 'same words of the name' | 'same login' | 'more than one listed';
}

/** So many names belong to one person seldom: one address or name of many leads to it. */
const mostNames = 10;

/** People who may be several, by their index: chained together by what they share with one another. */
export function severalAmong(people: readonly Person[]): readonly number[] {
  return people.flatMap(({ names, emails, isListed }, at) => {
    const different = new Set(names.map((name) => nameKey(name) ?? name));
    return !isListed && (different.size > mostNames || emails.length > mostNames) ? [at] : [];
  });
}

/** Mailboxes as short as that belong to many. */
const shortestMailbox = 5;
const mailboxesOfMany = new Set(['admin', 'github', 'contact', 'hello', 'office', 'support']);

/** People who may be one: shown, never merged. */
export function unsureAmong(people: readonly Person[]): readonly Unsure[] {
  const groups = new Map<string, Set<number>>();
  for (const [at, { names, emails }] of people.entries()) {
    for (const email of emails) {
      const [mailbox = ''] = email.split('@');
      const [, login] = /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/.exec(email) ?? [];
      const box = login ?? mailbox.replace(/\+.*$/, '');
      if (box.length < shortestMailbox || mailboxesOfMany.has(box)) continue;
      add(groups, `same mailbox\t${box}`, at);
      add(groups, `same login\t${box}`, at);
    }
    for (const name of names) {
      const key = nameKey(name);
      if (key === undefined) continue;
      if (!key.includes(' ')) {
        if (key.length >= shortestMailbox) add(groups, `same login\t${key.toLowerCase()}`, at);
        continue;
      }
      const words = key
        .split(/[ ,.]+/)
        .filter((word) => word !== '')
        .sort();
      add(groups, `same words of the name\t${words.join(' ')}`, at);
    }
  }
  const found = new Map<string, Unsure>();
  for (const [key, group] of groups) {
    // What very many share tells nobody apart.
    if (group.size < 2 || group.size > 5) continue;
    const [first = 0, ...others] = [...group].sort((a, b) => a - b);
    const why = key.slice(0, key.indexOf('\t'));
    for (const other of others) {
      const pair = `${first} ${other}`;
      if (!found.has(pair)) found.set(pair, { a: first, b: other, why: whyOf(why) });
    }
  }
  return [...found.values()]
    .filter(({ a, b }) => !(people[a]?.isListed === true && people[b]?.isListed === true))
    .sort((x, y) => x.a - y.a || x.b - y.b);
}

function whyOf(text: string): Unsure['why'] {
  if (text === 'same mailbox' || text === 'same login') return text;
  return 'same words of the name';
}

function add(groups: Map<string, Set<number>>, key: string, value: number): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, new Set([value]));
  else group.add(value);
}
