import type { Verdict } from '@holdfast/shared/model/verdict';
import type { Doubt, Evidence, Trust } from '@holdfast/shared/model/trust';
import { plural } from './plural.ts';
import { ago, capital, doubtWords, someone } from './trust.ts';

const verdictWords: Readonly<Record<Verdict, string>> = {
  works: 'Works',
  'needs-changes': 'Needs changes',
  obsolete: 'Obsolete',
};

export const trustDetails = {
  explain: (badge: string) => `${badge}. Why?`,
  panelTitle: 'Why this trust?',
  /** "72: practised 40 days ago by 2 people, reviewed 200 days ago by Ana, interval 90 days" */
  summary: (trust: Trust, nowMs: number) =>
    `${trust.score}: ${[
      ...trust.doubts.map((doubt) => doubtWords(doubt, nowMs)),
      partWords(trust.carriedOut.evidence, nowMs) ?? 'never run',
      partWords(trust.reviewed.evidence, nowMs) ?? 'never reviewed',
    ].join(', ')}, interval ${days(trust.intervalDays)}`,
  carriedOut: 'Run',
  reviewed: 'Reviewed',
  points: (points: number, most: number) => `${Math.round(points)} of ${most}`,
  noRuns: 'Nobody has run it yet. A practice run counts as much as a real one.',
  noReviews: 'Nobody has reviewed it yet.',
  onePerson: 'Only one person so far. A second one makes it whole.',
  evidence: (one: Evidence, nowMs: number) =>
    `${capital(howWords[one.how])}${one.by === '' ? '' : ` by ${one.by}`} ${ago(one.atMs, nowMs)}`,
  otherVersion: 'another version of the text: counts half',
  faded: (interval: number) => `older than ${days(interval)}: fading`,
  doubt: (doubt: Doubt, nowMs: number) => `${capital(doubtWords(doubt, nowMs))}.`,
  doubtEffect: (doubt: Doubt) =>
    doubt.kind === 'failed-run'
      ? 'This halves the trust until a run passes.'
      : doubt.verdict === 'obsolete'
        ? 'There is no trust until somebody finds that it works.'
        : 'This halves the trust until somebody finds that it works.',
  how: (interval: number) =>
    `Evidence counts in full for ${days(interval)}, and half as much with each further ${days(interval)}. “review_in” in the front matter sets this.`,
  seeVersions: 'See its versions',
  changedSinceRun: (when: string) => `Changed since it was last run on ${when}.`,
  seeChanges: 'See what changed',
  lockedBy: (who: string, when: string) =>
    `Locked: ${who || someone} approved this version on ${when}.`,
  changedSinceApproved: (who: string, when: string) =>
    `Changed since ${who || someone} approved it on ${when}, from a device or program that does not know of the lock.`,
  unlock: 'Unlock to edit',
  unlocked: 'Unlocked. This is recorded.',
  unlockedBy: (who: string, when: string) =>
    `Unlocked by ${who || someone} on ${when}. It was approved before; a new review can approve it again.`,
  undo: 'Undo',
  verdicts: verdictWords,
  dialog: {
    title: (title: string) => `Review “${title}”`,
    verdict: 'What did you find?',
    chooseVerdict: 'Choose what you found.',
    hints: {
      works: 'I read it or did it, and it does what it says.',
      'needs-changes': 'It helps, but something in it is wrong or missing.',
      obsolete: 'Nobody should follow it any more.',
    },
    note: 'Note',
    noteHint: 'What is wrong or missing, or how you found out. May stay empty.',
    lock: 'Lock the text: whoever wants to edit it has to unlock it first',
    lockHint: 'Unlocking is recorded with name and time.',
    submit: 'Save review',
    cancel: 'Cancel',
    opening: 'Opening…',
    failed: 'This runbook could not be opened on this device.',
    changed:
      'The text was changed while this was open. Your verdict is about the text as it was when you opened this, and it cannot be locked. Close this and open it again to review the new text.',
  },
  reviewDone: (title: string, verdict: Verdict) =>
    `“${title}” reviewed: ${verdictWords[verdict].toLowerCase()}`,
  reviewLocked: (title: string) => `“${title}” reviewed: works. The text is locked.`,
  reviewTakenBack: (title: string) => `Review of “${title}” taken back`,
} as const;

const howWords: Readonly<Record<Evidence['how'], string>> = {
  practised: 'practised',
  incident: 'used in an incident',
  reviewed: 'reviewed',
  file: 'reviewed, says the file,',
};

function partWords(evidence: readonly Evidence[], nowMs: number): string | undefined {
  const last = evidence.reduce<Evidence | undefined>(
    (latest, one) => (latest === undefined || one.atMs > latest.atMs ? one : latest),
    undefined,
  );
  if (last === undefined) return undefined;
  const people = evidence.filter(({ by }) => by !== '').length;
  const who = people > 1 ? ` by ${people} people` : last.by === '' ? '' : ` by ${last.by}`;
  return `${howWords[last.how]} ${ago(last.atMs, nowMs)}${who}`;
}

function days(count: number): string {
  return plural(count, 'day', 'days');
}
