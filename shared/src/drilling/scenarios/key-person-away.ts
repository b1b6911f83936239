import type { Scenario } from './scenario.ts';

export const keyPersonAway: Scenario = {
  id: 'key-person-away',
  title: 'A key person is away',
  drillKind: 'key-person',
  summary: 'The one who knows says nothing, while others do the work from what is written.',
  hypothesis:
    'Somebody else who is on call does the usual work on the components in scope, and recovers one of them from a failure, with what is written and without asking.',
  abort:
    'Stop and ask the key person when users would notice, when an action cannot be undone and nobody is sure of it, or when an hour passes without progress.',
  steps: `## Prepare

1. Choose the person, and what only they do: look at the map for components that nobody else can lead.
2. Let the person write down, unseen by the others, what they would do about the failure that was chosen.
3. Choose who does it in their place: somebody who would be on call.
4. Agree that the person watches, writes down what they would have been asked, and says nothing.
5. Check that the substitute has all access now. If access has to be asked for, ask, and time it.

## Be away

1. Note the time: this is the start.
2. Do one piece of the usual work: a deployment, a renewal, a change of a setting.
3. Cause the failure that was chosen in a place that may fail, or present it on paper.
4. Find out what is wrong, from dashboards and documents only. Note each document that was looked for and not found.
5. Recover it (needs a second person for what cannot be undone).
6. Note when it works as before: this is the end.

## Talk about it

1. Read aloud the questions that the person wrote down. Each is a missing line in a runbook.
2. Compare what was done with what the person would have done.
3. Write the missing runbooks now, by the substitute, and let the person review them.
4. Record in the map what the substitute can do now.
`,
  measures: [
    'Time until the cause was known',
    'Time until it worked as before',
    'Questions that only the key person could have answered',
    'Access that the substitute did not have',
    'Documents that were missing or wrong',
  ],
  roles: ['Drill lead', 'Key person (silent)', 'Substitute', 'Scribe'],
  cadence: 'every quarter',
};
