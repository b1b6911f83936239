import {
  abortDrill,
  changeDrillAction,
  giveVerdict,
  observe,
  retitleDrill,
  setFindingState,
  setMoment,
  setParticipant,
} from '@holdfast/shared/model/drill-commands';
import type { DrillEnd, DrillState } from '@holdfast/shared/model/drill-fold';
import type { EntryContext } from '@holdfast/shared/model/entries';
import type * as Y from 'yjs';
import { type Conflict, ConflictChips, conflictOf } from '../../room/conflict-chips.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { describeSecond } from '../../ui/when.ts';
import { useShownDrill } from './drill-context.tsx';
import { useDrill } from './drill-store.ts';

const words = drillRoomText.conflicts;

/** What was decided differently by people who were apart: a click settles it. */
export function DrillConflicts() {
  const { store, attempt, seal } = useShownDrill();
  const { state } = useDrill(store);
  return (
    <ConflictChips
      conflicts={conflictsOf(state)}
      attempt={(keep) => {
        const wasEnded = state.end.conflict.length > 0;
        if (attempt(keep) && wasEnded) seal();
      }}
    />
  );
}

function endLabel({ outcome, hypothesis }: DrillEnd, text: string): string {
  const parts =
    outcome === 'aborted'
      ? [drillWords.outcomes.abandoned, text]
      : [drillWords.outcomes[outcome], drillWords.hypotheses[hypothesis].toLowerCase(), text];
  return parts.filter((one) => one !== '').join(': ');
}

function keepEnd(doc: Y.Doc, value: DrillEnd, context: EntryContext, text: string) {
  const { outcome, hypothesis } = value;
  return outcome === 'aborted'
    ? abortDrill(doc, text, context)
    : giveVerdict(doc, { outcome, hypothesis, text }, context);
}

function conflictsOf(state: DrillState): readonly Conflict[] {
  return [
    ...conflictOf('end', words.verdict, state.end.conflict, endLabel, keepEnd),
    ...conflictOf(
      'title',
      words.title,
      state.title.conflict,
      (value) => `“${value}”`,
      (doc, value, context) => retitleDrill(doc, value, context),
    ),
    ...[...state.moments].flatMap(([which, { conflict }]) =>
      conflictOf(
        `moment ${which}`,
        words.moment(drillWords.moments[which]),
        conflict,
        (value) => (value === 0 ? drillRoomText.clock.unknown : describeSecond(value)),
        (doc, value, context) => setMoment(doc, which, value, context),
      ),
    ),
    ...state.participantStates.flatMap(({ role, person, standing }) =>
      conflictOf(
        `participant ${JSON.stringify([role, person])}`,
        words.participant(role, person),
        standing.conflict,
        (value) => (value ? words.yes : words.no),
        (doc, holds, context) => setParticipant(doc, { role, person, holds }, context),
      ),
    ),
    ...state.expected.flatMap(({ id, text, observed }) =>
      conflictOf(
        `observed ${id}`,
        words.observed(text),
        observed.conflict,
        (value) =>
          [drillWords.asExpected[value.asExpected], value.text]
            .filter((one) => one !== '')
            .join(': '),
        (doc, value, context) => observe(doc, { of: id, ...value }, context),
      ),
    ),
    ...state.findings.flatMap(({ entry, standing }) =>
      conflictOf(
        `finding ${entry.id}`,
        words.finding(entry.text),
        standing.conflict,
        (value) => drillWords.findingStates[value],
        (doc, value, context) => setFindingState(doc, entry.id, value, context),
      ),
    ),
    ...state.actions.flatMap(({ entry, conflict }) =>
      conflictOf(
        `action ${entry.id}`,
        words.action(entry.text),
        conflict,
        (value) =>
          [drillWords.actionStates[value.state], value.owner, value.due]
            .filter((one) => one !== '')
            .join(', '),
        (doc, value, context) => changeDrillAction(doc, entry.id, value, context),
      ),
    ),
  ];
}
