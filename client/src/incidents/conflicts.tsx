import type { IncidentState } from '@holdfast/shared/model/incident-fold';
import {
  changeAction,
  mergeInto,
  retitle,
  setHypothesis,
  setRole,
  setSeverity,
  setStatus,
} from '@holdfast/shared/model/incident-commands';
import { useProjections } from '../app/hub-context.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { ConflictChips, conflictOf, type Conflict } from '../room/conflict-chips.tsx';
import { useShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { type IncidentWords, useIncidentWords } from './incident-words.ts';

const words = incidentsText.conflicts;

/** What was decided differently by people who did not know of each other: a click settles it. */
export function Conflicts() {
  const { name, store, attempt } = useShownIncident();
  const { state } = useIncident(store);
  const projections = useProjections();
  const names = useIncidentWords();
  const titleOf = (other: string) => projections?.get(other)?.title ?? incidentsText.untitled;
  const conflicts = conflictsOf(name, state, titleOf, names);
  return <ConflictChips conflicts={conflicts} attempt={attempt} />;
}

function conflictsOf(
  name: string,
  state: IncidentState,
  titleOf: (name: string) => string,
  names: IncidentWords,
): readonly Conflict[] {
  const { status } = state;
  const isResolution = status.conflict.every(({ value }) => value === 'resolved');
  return [
    ...conflictOf(
      'severity',
      words.severity,
      state.severity.conflict,
      (value) => names.severity(value).short,
      setSeverity,
    ),
    ...conflictOf(
      'status',
      isResolution ? words.resolution : words.status,
      status.conflict,
      (value, text) => [incidentsText.statuses[value], text].filter((one) => one !== '').join(': '),
      setStatus,
    ),
    ...conflictOf(
      'title',
      words.title,
      state.title.conflict,
      (value) => `“${value}”`,
      (doc, value, context) => retitle(doc, value, context),
    ),
    ...conflictOf(
      'merge',
      words.mergedInto,
      state.mergedInto.conflict,
      (value) => (value === '' ? words.ofItsOwn : words.sameAs(titleOf(value))),
      (doc, value, context) => mergeInto(doc, name, value, context),
    ),
    ...state.roles.flatMap(({ role, conflict }) =>
      conflictOf(
        `role ${role}`,
        words.role(names.role(role)),
        conflict,
        (value) => value,
        (doc, value, context) => setRole(doc, role, value, true, context),
      ),
    ),
    ...state.actions.flatMap(({ entry, conflict }) =>
      conflictOf(
        `action ${entry.id}`,
        words.action,
        conflict,
        ({ state: stands, owner, due }) =>
          [stands, owner, due].filter((one) => one !== '').join(', '),
        (doc, value, context) => changeAction(doc, entry.id, value, context),
      ),
    ),
    ...state.hypotheses.flatMap(({ entry, state: judged }) =>
      conflictOf(
        `hypothesis ${entry.id}`,
        words.hypothesis,
        judged.conflict,
        (value) => incidentsText.details.hypothesisStates[value],
        (doc, value, context) => setHypothesis(doc, entry.id, value, context),
      ),
    ),
  ];
}
