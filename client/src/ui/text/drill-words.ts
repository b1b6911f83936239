import { drillPlansText } from './drill-plans.ts';

/** Kinds of drill; one of a later version is shown as it is written. */
const kinds: Readonly<Record<string, string>> = drillPlansText.kinds;

/** What every screen of drills says alike. */
export const drillWords = {
  drill: 'Drill',
  drillLong: 'This is a drill. Nothing real is down.',
  kind: (kind: string) => kinds[kind] ?? kind,
  untitled: 'Untitled drill',
  outcomes: {
    open: 'Goes on',
    passed: 'Passed',
    failed: 'Failed',
    inconclusive: 'Inconclusive',
    abandoned: 'Aborted',
  },
  hypotheses: { held: 'It held', 'not-held': 'It did not hold', unknown: 'Not known' },
  asExpected: { yes: 'As expected', partly: 'Partly', no: 'Not as expected' },
  moments: {
    started: 'Started',
    detected: 'Detected',
    restored: 'Restored',
    'data-point': 'Data point',
  },
  momentHints: {
    started: 'When the trouble began.',
    detected: 'When somebody or something noticed.',
    restored: 'When it worked again.',
    'data-point': 'As of when the data is that is there again.',
  },
  findingStates: { open: 'Open', resolved: 'Resolved', accepted: 'Accepted' },
  actionStates: { open: 'Open', done: 'Done', dropped: 'Dropped' },
  unknown: 'Not known',
  /** How what was measured stands to what was promised. */
  recovery: {
    name: 'Recovery',
    met: (took: string, promised: string) => `Recovered in ${took}. Promised: ${promised}. Met.`,
    missed: (took: string, promised: string, over: string) =>
      `Recovered in ${took}. Promised: ${promised}. Missed by ${over}.`,
    noObjective: (took: string) => `Recovered in ${took}. Nothing was promised.`,
    notMeasured: (promised: string) => `Not measured. Promised: ${promised}.`,
    nothing: 'Not measured, and nothing was promised.',
  },
  dataLoss: {
    name: 'Data loss',
    met: (took: string, promised: string) => `Data of ${took} lost. Allowed: ${promised}. Met.`,
    missed: (took: string, promised: string, over: string) =>
      `Data of ${took} lost. Allowed: ${promised}. Missed by ${over}.`,
    noObjective: (took: string) => `Data of ${took} lost. No limit was set.`,
    notMeasured: (promised: string) => `Not measured. Allowed: ${promised}.`,
    nothing: 'Not measured, and no limit was set.',
  },
  met: 'Met',
  missed: 'Missed',
} as const;
