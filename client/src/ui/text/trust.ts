import type { Doubt, Trust, TrustLevel } from '@holdfast/shared/model/trust';
import { plural } from './plural.ts';

const dayMs = 24 * 60 * 60 * 1000;
export const someone = 'somebody';

const levelWords: Readonly<Record<TrustLevel, string>> = {
  obsolete: 'Obsolete',
  failed: 'Failed',
  'needs-changes': 'Needs changes',
  trusted: 'Trusted',
  fair: 'Fair',
  weak: 'Weak',
  untested: 'Untested',
};

/** What lists say of a runbook's trust; what its own page says comes with that (`trust-details.ts`). */
export const trustText = {
  level: levelWords,
  badge: (score: number, level: TrustLevel) => `Trust ${score} of 100, ${lower(levelWords[level])}`,
  /** Why a runbook is in the list of what is due. */
  due: (trust: Trust, nowMs: number): string => {
    const { due } = trust;
    if (due === undefined) return '';
    const [doubt] = trust.doubts;
    if (due.kind === 'doubt' && doubt !== undefined) {
      const words = capital(doubtWords(doubt, nowMs));
      return doubt.kind === 'verdict' && doubt.note !== '' ? `${words}: ${doubt.note}` : words;
    }
    if (due.kind !== 'overdue') return 'Never reviewed';
    const since = plural(Math.max(1, Math.floor((nowMs - due.sinceMs) / dayMs)), 'day', 'days');
    return `Review overdue by ${since}, last reviewed ${ago(due.lastMs, nowMs)}`;
  },
  review: 'Review…',
} as const;

export function doubtWords(doubt: Doubt, nowMs: number): string {
  const when = ago(doubt.atMs, nowMs);
  if (doubt.kind === 'failed-run') {
    return `the last run failed ${when}${doubt.by.length === 0 ? '' : ` (${doubt.by.join(', ')})`}`;
  }
  const who = doubt.by || someone;
  return doubt.verdict === 'obsolete'
    ? `called obsolete by ${who} ${when}`
    : `needs changes, said ${who} ${when}`;
}

export function ago(atMs: number, nowMs: number): string {
  const count = Math.floor(Math.max(0, nowMs - atMs) / dayMs);
  if (count === 0) return 'today';
  return count === 1 ? 'yesterday' : `${count.toLocaleString('en')} days ago`;
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function lower(words: string): string {
  return words.toLowerCase();
}
