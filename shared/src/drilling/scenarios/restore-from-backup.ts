import type { Scenario } from './scenario.ts';

export const restoreFromBackup: Scenario = {
  id: 'restore-from-backup',
  title: 'Restore from backup',
  drillKind: 'backup-restore',
  summary: 'The data is restored somewhere else from backups alone, and is checked.',
  hypothesis:
    'From the backups alone, somebody other than the author of the procedure restores complete and usable data within the recovery time objective. The newest record is not older than the recovery point objective.',
  abort:
    'Stop when the restore would write into a place that production reads, when the place is not as well protected as the original, or when reading the backup slows production down.',
  steps: `## Prepare

1. Choose a moment in the past to restore to, at random: not only the newest backup has to work.
2. Choose who restores: somebody who has not done it before, with the procedure in hand.
3. Make a place for it that production cannot reach, and that is as well protected as the original: the data is just as secret there.
4. Check that the person can read the backup store and its keys without the systems that are assumed to be lost.
5. Write down what will be checked: counts of records, sums of amounts, the newest record, a few records by name.

## Restore

1. Note the time: this is the start.
2. Find the backup, and check its signature or digest before it is used.
3. Restore it, and replay the log up to the chosen moment.
4. Note when the last byte is there, and how many bytes there were.
5. Start the database or service on it, and note when it answers.

## Check

1. Compare counts, sums and the newest record with what was written down (needs a second person).
2. Note the time of the newest record: this is the data point.
3. Let the application read it: sign in, open something old, open something new.
4. Look for what is not in the backup: files beside the database, secrets, schedules, users and grants.
5. Note when it could have been given to users: this is the end.

## Clean up

1. Destroy the restored copy, with its keys, and confirm that it is gone.
2. Correct each line of the procedure that was wrong or missing, now.
`,
  measures: [
    'Time until the data could be used',
    'Age of the newest record',
    'Bytes restored, and bytes a second',
    'Counts and sums that did not agree',
    'Steps where the procedure was wrong, missing, or needed its author',
  ],
  roles: ['Drill lead', 'Restorer', 'Checker', 'Scribe'],
  cadence: 'every month',
};
