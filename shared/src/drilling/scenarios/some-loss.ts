import type { Scenario } from './scenario.ts';

/** What is tried where no ready scenario fits: it is taken away, and one looks. */
export const someLoss: Scenario = {
  id: '',
  title: 'Loss',
  drillKind: 'chaos',
  summary: 'Something is taken away while it is in use.',
  hypothesis:
    'When it fails, we notice within 5 minutes, what needs it degrades as it was designed to, and it is back within the recovery time objective, by what is written and by those who are on call.',
  abort:
    'Stop when users outside the agreed group are affected, when a second thing fails that was expected to hold, or when a real incident is declared.',
  steps: `## Prepare

1. Write down what is expected to fail, what is expected to hold, and who will notice first.
2. Choose how it is taken away, and how that is undone with one command. Try the undoing first.
3. Check that no deployment or backup is due, and that everyone on call knows.
4. Open the dashboards of what needs it, and note the values now.

## Take it away

1. Note the time: this is the start.
2. Take it away (needs a second person).
3. Note when the first alert names it.
4. Wait 10 minutes. Note what failed, what held, and what nobody expected.
5. Try what users do, from outside.

## Bring it back

1. Recover it by the runbook, as if it had failed by itself. Note each line that is wrong or missing.
2. Note when users are served as before: this is the end.
3. Undo what was done for the drill.
`,
  measures: [
    'Time until an alert named it',
    'Time until users are served as before',
    'What failed that was expected to hold',
    'Lines of the runbook that were wrong or missing',
  ],
  roles: ['Drill lead', 'Operator', 'Scribe'],
  cadence: 'every quarter',
};
