import type { ReactNode } from 'react';
import {
  type Backing,
  backingOf,
  correctionOf,
  entriesOf,
  givenNames,
} from '../../signing/backing.ts';
import { InDoubt, useIsInDoubt } from '../../signing/doubts.tsx';
import { formatBytes } from '../../ui/bytes.ts';
import { drillReportText as words } from '../../ui/text/drill-report.ts';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { signingText } from '../../ui/text/signing.ts';
import { useShownDrill } from '../room/drill-context.tsx';
import type { ReadDrill } from '../room/drill-store.ts';
import { type ReportRow, ReportRows } from '../../room/report-rows.tsx';
import classes from '../../room/report.module.css';
import own from './drill-report.module.css';

/** Says of what rests on entries of the drill which of them may not be of whom they name. */
export function DrillDoubt(props: { readonly on: readonly Backing[] }) {
  return <InDoubt document={useShownDrill().name} on={props.on} />;
}

export function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={props.title}>
      <h2 className={classes.heading}>{props.title}</h2>
      {props.children}
    </section>
  );
}

export function Comes({ drill }: { readonly drill: ReadDrill }) {
  const { findings, actions } = drill.state;
  if (findings.length + actions.length === 0)
    return <p className={classes.none}>{words.nothingFound}</p>;
  const known = new Set(findings.map(({ entry }) => entry.id));
  const Item = ({ action }: { readonly action: (typeof actions)[number] }) => (
    <li dir="auto">
      {action.entry.text}{' '}
      <span className={classes.ticked}>
        {[drillWords.actionStates[action.state], action.owner, action.due]
          .filter((one) => one !== '')
          .join(', ')}
      </span>
      <DrillDoubt
        on={[
          action.entry,
          ...correctionOf(drill, action.entry.id),
          ...entriesOf(drill, action.heads),
        ]}
      />
    </li>
  );
  return (
    <ul className={classes.plain}>
      {findings.map(({ entry, state, standing }) => (
        <li key={entry.id}>
          <strong dir="auto">{entry.text}</strong>{' '}
          <span className={classes.ticked}>{drillWords.findingStates[state]}</span>
          <DrillDoubt on={[entry, ...correctionOf(drill, entry.id), ...backingOf(standing)]} />
          <ul className={own.actions}>
            {actions
              .filter((action) => action.entry.of === entry.id)
              .map((action) => (
                <Item key={action.entry.id} action={action} />
              ))}
          </ul>
        </li>
      ))}
      {actions
        .filter((action) => !known.has(action.entry.of))
        .map((action) => (
          <Item key={action.entry.id} action={action} />
        ))}
    </ul>
  );
}

export function People({ drill }: { readonly drill: ReadDrill }) {
  const { participants } = drill.state;
  const { name: document } = useShownDrill();
  const isInDoubt = useIsInDoubt();
  const named = new Set(participants.map(({ person }) => person.toLowerCase()));
  const others = givenNames(
    [...drill.entries, ...drill.runEntries]
      .filter(({ by }) => !named.has(by.toLowerCase()))
      .map(({ by, id }) => ({ name: by, document, id })),
    isInDoubt,
  );
  if (participants.length + others.length === 0) {
    return <p className={classes.none}>{words.none}</p>;
  }
  return (
    <ReportRows
      rows={[
        ...participants.map(({ role, person, standing }): ReportRow => [
          person,
          role || drillRoomText.people.noRole,
          <DrillDoubt key={person} on={backingOf(standing)} />,
        ]),
        ...others.map(({ name, inDoubt }): ReportRow => [
          inDoubt ? signingText.report.named(name) : name,
          drillRoomText.people.noRole,
        ]),
      ]}
    />
  );
}

export function Evidence({ drill }: { readonly drill: ReadDrill }) {
  const { entries, state } = drill;
  const shown = entries.filter(
    (entry) =>
      (entry.kind === 'file' || entry.kind === 'link') &&
      state.corrections.get(entry.id)?.withdrawn !== true,
  );
  if (shown.length === 0) return <p className={classes.none}>{words.noEvidence}</p>;
  return (
    <ul className={classes.plain}>
      {shown.map((entry) => (
        <li key={entry.id} dir="auto">
          {entry.kind === 'file' && (
            <>
              {entry.name} ({formatBytes(entry.size)}), {entry.by}{' '}
              <span className={own.digest}>
                {drillRoomText.evidence.digest} {entry.sha256}
              </span>
            </>
          )}
          {entry.kind === 'link' && [entry.text ?? '', entry.url].filter(Boolean).join(': ')}
          <DrillDoubt on={[entry, ...correctionOf(drill, entry.id)]} />
        </li>
      ))}
    </ul>
  );
}
