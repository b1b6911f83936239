import { readRunEntries } from '@holdfast/shared/model/run-entries';
import type { Run } from '@holdfast/shared/model/run';
import { useMemo } from 'react';
import type * as Y from 'yjs';
import { useYSelector } from '../documents/use-y-selector.ts';
import { describeRunEntry } from '../room/describe-run-entry.ts';
import { DoubtfulEntries } from '../signing/doubtful-entries.tsx';
import { incidentsText } from '../ui/text/incidents.ts';

/** What was done in a run by somebody who may not be who the entry names. */
export function RunDoubts(props: { readonly doc: Y.Doc; readonly run: Run }) {
  const { doc, run } = props;
  const all = useYSelector(doc, readRunEntries);
  const entries = useMemo(
    () => [
      {
        id: run.id,
        by: run.by,
        person: run.person,
        says: incidentsText.timeline.says.run(run.title),
      },
      ...all
        .filter((entry) => entry.run === run.id)
        .map((entry) => ({
          id: entry.id,
          by: entry.by,
          person: entry.person,
          says: describeRunEntry(entry, run),
        })),
    ],
    [all, run],
  );
  return <DoubtfulEntries doc={doc} entries={entries} />;
}
