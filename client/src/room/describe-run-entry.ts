import type { Run } from '@holdfast/shared/model/run';
import type { RunEntry } from '@holdfast/shared/model/run-entries';
import { incidentsText } from '../ui/text/incidents.ts';
import { runsText } from '../ui/text/runs.ts';

const says = incidentsText.timeline.says;

/** What somebody did in a run, as the end of a sentence that begins with their name. */
export function describeRunEntry(entry: RunEntry, run: Run): string {
  if (entry.kind === 'value') return says.value(entry.name, entry.value);
  if (entry.kind === 'end') {
    return entry.verdict === 'open'
      ? says.runReopened(run.title)
      : says.runEnd(run.title, runsText.outcomes[entry.verdict].toLowerCase());
  }
  const text = run.steps[entry.step]?.text ?? '';
  const number = entry.step + 1;
  switch (entry.kind) {
    case 'tick':
      return says.step(number, incidentsText.timeline.stepStates[entry.state], text);
    case 'approve':
      return says.approved(number, text);
    case 'step-note':
      return says.stepNote(number, text);
  }
}
