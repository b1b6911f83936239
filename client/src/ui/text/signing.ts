import { plural } from './plural.ts';

/** Of entries of which it is not known, or not true, that the person that they name wrote them. */
export const signingText = {
  notice: 'Author in doubt',
  doubtful: (count: number) =>
    `${plural(count, 'entry here may not be', 'entries here may not be')} of whom ${count === 1 ? 'it names' : 'they name'}. What they say still counts.`,
  someone: 'Somebody',
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
