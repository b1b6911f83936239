import { plural } from './plural.ts';

/** Of what is written about an incident by everybody together. */
export const proseText = {
  notes: {
    title: 'Notes',
    label: 'Notes of the incident',
    placeholder: 'Numbers to call, names, links: what everybody needs while it lasts',
  },
  postmortem: {
    title: 'Post-mortem',
    label: 'Post-mortem of the incident',
    placeholder: 'What happened, why, and what we change. No blame.',
  },
  views: 'What is shown',
  write: 'Write',
  preview: 'Preview',
  empty: 'Nothing is written yet.',
  fill: 'Fill in from the timeline',
  export: 'Export as Markdown',
  exportFailed: 'The incident was not exported',
  exportFailedWhy: 'Its code has not arrived yet. Try again once a relay can be reached.',
  print: 'Print',
  headings: {
    summary: 'Summary',
    impact: 'Impact',
    timeline: 'Timeline',
    causes: 'Why it happened',
    went: 'What went well, what did not',
    actions: 'Action items',
  },
  hints: {
    summary: 'Two or three sentences for somebody who was not there.',
    impact: 'Who noticed what, for how long.',
    causes:
      'What made it possible, what set it off, what kept it from being seen. Systems, not people.',
    went: 'What helped, what stood in the way, where we were lucky.',
  },
} as const;

/** Of the figures over all incidents. */
export const metricsText = {
  title: 'Metrics',
  intro:
    'Of incidents that are no drill and not archived. Those merged into another count as one with it.',
  none: 'There is nothing to count yet. Figures come from declared incidents and imported post-mortems.',
  bySeverity: 'Incidents by month and severity',
  byComponent: 'Components that fail most often',
  overTime: 'Components over time',
  months: (from: string, to: string) => `${from} to ${to}`,
  resolve: 'Time to resolve',
  actions: 'Action items',
  due: 'Post-mortems due',
  overdue: 'Action items overdue',
  nothingDue: 'No post-mortem is due.',
  nothingOverdue: 'No action item is overdue.',
  month: 'Month',
  all: 'All',
  component: 'Component',
  incidents: 'Incidents',
  took: 'Took',
  picture: 'Drawn',
  undated: (count: number) => `${plural(count, 'incident', 'incidents')} without a date left out.`,
  unresolved: (count: number) =>
    `${plural(count, 'incident', 'incidents')} left out: not resolved, or nobody knows when it began or ended.`,
  median: (time: string) => `Half of them took at most ${time}.`,
  done: (done: number, all: number) => `${done} of ${all} done.`,
  ranges: {
    hour: 'up to 1 h',
    fourHours: '1 to 4 h',
    day: '4 to 24 h',
    week: '1 to 7 days',
    more: 'more than 7 days',
  },
  owner: (who: string, due: string) => (who === '' ? `due ${due}` : `${who}, due ${due}`),
  back: 'Incidents',
} as const;
