import { plural } from './plural.ts';

/** A drill, and the log of them, for paper: for readers who were not there. */
export const drillReportText = {
  of: (title: string) => `Report: ${title}`,
  back: 'Back to the drill',
  print: 'Print, or save as PDF',
  made: (when: string, zone: string) => `Made on ${when}. All times are local (${zone}).`,
  notWhole: 'This device does not have everything yet: something may be missing.',
  summary: 'In short',
  what: 'What was tested, and why',
  happened: 'What happened',
  promised: 'How it went against what was promised',
  comes: 'What comes of it',
  timeline: 'Timeline',
  evidence: 'Evidence',
  runs: 'What was run',
  people: 'Who took part',
  signatures: 'Signatures',
  signature: { lead: 'Led the drill', owner: 'Answers for the service', reviewer: 'Reviewed' },
  signFields: 'Name, date, signature',
  facts: {
    kind: 'Kind',
    outcome: 'Outcome',
    hypothesis: 'Hypothesis',
    abort: 'To be stopped when',
    scope: 'About',
    plan: 'Plan',
    began: 'Began',
    ended: 'Ended',
    said: 'Verdict by',
    words: 'In their words',
  },
  none: 'None.',
  noVerdict: 'Nobody has given a verdict yet: this drill goes on.',
  notSettled: (sides: string) => `Not settled: ${sides}`,
  sentence: (title: string, kind: string, when: string) => `${title} (${kind}), held on ${when}.`,
  count: (count: number) => plural(count, 'entry', 'entries'),
  withdrawn: (who: string) => `Withdrawn by ${who || 'somebody'}`,
  seal: {
    title: 'Seal',
    sealed: (who: string, when: string, count: number) =>
      `Sealed in the log by ${who || 'somebody'} on ${when}, over ${plural(count, 'entry', 'entries')}.`,
    none: 'Not sealed in the log.',
    digest: 'Digest (SHA-256)',
    means:
      'The digest stands in the log of drills. Whoever recomputes it sees whether an entry was changed or removed afterwards.',
  },
} as const;
