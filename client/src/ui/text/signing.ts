import { plural } from './plural.ts';

/** Of entries of which it is not known, or not true, that the person that they name wrote them. */
export const signingText = {
  notice: 'Author in doubt',
  doubtful: (count: number) =>
    `${plural(count, 'entry here may not be', 'entries here may not be')} of whom ${count === 1 ? 'it names' : 'they name'}. What they say still counts.`,
  someone: 'Somebody',
  /** On paper, and what is made to be handed on. */
  report: {
    checking: 'Signatures of the entries are still being checked: who wrote them is not known yet.',
    none: (count: number) =>
      `Signatures were checked: of ${plural(count, 'entry', 'entries')} none is in doubt.`,
    doubtful: (doubtful: number, count: number) =>
      `${doubtful} of ${plural(count, 'entry', 'entries')} may not be of whom ${doubtful === 1 ? 'it names' : 'they name'}. This is said with each of them, and with what rests on them.`,
    rests: 'Rests on an entry whose author is in doubt',
    named: (name: string) => `${name} (named only by entries whose author is in doubt)`,
    correction: 'Its correction:',
    pin: 'That it is pinned:',
  },
  reviewed: {
    works: 'says that the text works',
    'needs-changes': 'says that the text needs changes',
    obsolete: 'says that the text is obsolete',
  },
  locked: 'approved the text and locked it',
  said: (text: string) => `wrote “${text.length > 80 ? `${text.slice(0, 80)}…` : text}”`,
  decided: {
    open: 'opened it again',
    resolved: 'resolved it',
    accepted: 'accepted the change',
    rejected: 'rejected the change',
  },
} as const;
