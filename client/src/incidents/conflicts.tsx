import { Button } from '@mantine/core';
import type { EntryContext } from '@holdfast/shared/model/entries';
import type { IncidentState } from '@holdfast/shared/model/incident-fold';
import type { Decided } from '@holdfast/shared/model/standing';
import {
  changeAction,
  mergeInto,
  retitle,
  setHypothesis,
  setRole,
  setSeverity,
  setStatus,
} from '@holdfast/shared/model/incident-commands';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import type * as Y from 'yjs';
import { useProjections } from '../app/hub-context.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { useShownIncident, type ShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { type IncidentWords, useIncidentWords } from './incident-words.ts';
import classes from './incident-page.module.css';

const words = incidentsText.conflicts;

interface Conflict {
  readonly key: string;
  readonly what: string;
  readonly choices: readonly {
    readonly id: string;
    readonly label: string;
    readonly by: string;
    readonly keep: Parameters<ShownIncident['attempt']>[0];
  }[];
}

/** What was decided differently by people who did not know of each other: a click settles it. */
export function Conflicts() {
  const { name, store, attempt } = useShownIncident();
  const { state } = useIncident(store);
  const projections = useProjections();
  const names = useIncidentWords();
  const titleOf = (other: string) => projections?.get(other)?.title ?? incidentsText.untitled;
  const conflicts = conflictsOf(name, state, titleOf, names);
  if (conflicts.length === 0) return null;
  return (
    <section className={classes.conflicts} aria-label={words.label}>
      {conflicts.map((conflict) => (
        <div key={conflict.key} className={classes.conflict}>
          <span className={classes.noticeWords}>
            <IconArrowsSplit2 size={16} aria-hidden="true" />
            <strong>{conflict.what}</strong>
          </span>
          {conflict.choices.map(({ id, label, by, keep }) => (
            <Button
              key={id}
              size="compact-sm"
              variant="default"
              className={classes.keep}
              onClick={() => attempt(keep)}
            >
              {words.keep(label)} {words.by(by)}
            </Button>
          ))}
        </div>
      ))}
    </section>
  );
}

function conflictsOf(
  name: string,
  state: IncidentState,
  titleOf: (name: string) => string,
  names: IncidentWords,
): readonly Conflict[] {
  type Keep<T> = (
    doc: Y.Doc,
    value: T,
    context: EntryContext,
    text: string,
  ) => ReturnType<typeof setStatus>;
  const of = <T,>(
    key: string,
    what: string,
    decided: readonly Decided<T>[],
    label: (value: T, text: string) => string,
    keep: Keep<T>,
  ): readonly Conflict[] =>
    decided.length === 0
      ? []
      : [
          {
            key,
            what,
            choices: decided.map((one) => ({
              id: one.id,
              label: label(one.value, one.text),
              by: one.by,
              keep: (doc, context) => keep(doc, one.value, context, one.text),
            })),
          },
        ];
  const { status } = state;
  const isResolution = status.conflict.every(({ value }) => value === 'resolved');
  return [
    ...of(
      'severity',
      words.severity,
      state.severity.conflict,
      (value) => names.severity(value).short,
      setSeverity,
    ),
    ...of(
      'status',
      isResolution ? words.resolution : words.status,
      status.conflict,
      (value, text) => [incidentsText.statuses[value], text].filter((one) => one !== '').join(': '),
      setStatus,
    ),
    ...of(
      'title',
      words.title,
      state.title.conflict,
      (value) => `“${value}”`,
      (doc, value, context) => retitle(doc, value, context),
    ),
    ...of(
      'merge',
      words.mergedInto,
      state.mergedInto.conflict,
      (value) => (value === '' ? words.ofItsOwn : words.sameAs(titleOf(value))),
      (doc, value, context) => mergeInto(doc, name, value, context),
    ),
    ...state.roles.flatMap(({ role, conflict }) =>
      of(
        `role ${role}`,
        words.role(names.role(role)),
        conflict,
        (value) => value,
        (doc, value, context) => setRole(doc, role, value, true, context),
      ),
    ),
    ...state.actions.flatMap(({ entry, conflict }) =>
      of(
        `action ${entry.id}`,
        words.action,
        conflict,
        ({ state: stands, owner, due }) =>
          [stands, owner, due].filter((one) => one !== '').join(', '),
        (doc, value, context) => changeAction(doc, entry.id, value, context),
      ),
    ),
    ...state.hypotheses.flatMap(({ entry, state: judged }) =>
      of(
        `hypothesis ${entry.id}`,
        words.hypothesis,
        judged.conflict,
        (value) => incidentsText.details.hypothesisStates[value],
        (doc, value, context) => setHypothesis(doc, entry.id, value, context),
      ),
    ),
  ];
}
