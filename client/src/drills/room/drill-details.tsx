import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import {
  addDrillAction,
  changeDrillAction,
  sayInDrill,
  setFindingState,
  setParticipant,
} from '@holdfast/shared/model/drill-commands';
import type { DrillEntryOf } from '@holdfast/shared/model/drill-entries';
import {
  rolesWithoutHolder,
  type DrillFinding,
  type ExpectedLine,
} from '@holdfast/shared/model/drill-fold';
import { drillFindingStates } from '@holdfast/shared/model/drill-words';
import { isSamePerson } from '@holdfast/shared/model/people';
import type { ActionItem } from '@holdfast/shared/model/action-items';
import { IconUserShare } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../../app/hub-context.tsx';
import { drillPath } from '../../app/routes.ts';
import { ActionRow } from '../../room/action-row.tsx';
import { AddLine, Part } from '../../room/part.tsx';
import { OutcomePill } from '../../runs/state-pill.tsx';
import { showProblem } from '../../ui/notice.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { runsText } from '../../ui/text/runs.ts';
import { useShownDrill } from './drill-context.tsx';
import { useDrill } from './drill-store.ts';
import { ObservedMark } from './observed-mark.tsx';
import classes from '../../room/details.module.css';
import own from './drill-room.module.css';

/** What was expected, beside what was seen of it. */
export function ExpectedPart() {
  const words = drillRoomText.expected;
  const { store, attempt, show } = useShownDrill();
  const { expected, alsoObserved } = useDrill(store).state;
  return (
    <Part title={words.heading} place="expected">
      {expected.length === 0 ? (
        <p className={classes.nothing}>{words.none}</p>
      ) : (
        <div className={own.pairs} role="table" aria-label={words.heading}>
          <div role="row" className={own.pairHead}>
            <span role="columnheader">{words.expected}</span>
            <span role="columnheader">{words.observed}</span>
          </div>
          {expected.map((line) => (
            <ExpectedRow key={line.id} line={line} />
          ))}
        </div>
      )}
      {alsoObserved.length > 0 && (
        <>
          <h3 className={classes.subheading}>{words.also}</h3>
          <ul className={classes.list}>
            {alsoObserved.map((entry) => (
              <li key={entry.id} className={own.also} dir="auto">
                <ObservedMark as={entry.asExpected} /> {entry.text}
              </li>
            ))}
          </ul>
        </>
      )}
      <AddLine
        label={words.add}
        onAdd={(text) =>
          attempt((doc, context) => sayInDrill(doc, { kind: 'expected', text }, context))
        }
      />
      <Button
        size="compact-sm"
        variant="default"
        mt={8}
        onClick={() => show({ kind: 'observe', of: '' })}
      >
        {words.addAlso}
      </Button>
    </Part>
  );
}

function ExpectedRow(props: { readonly line: ExpectedLine }) {
  const words = drillRoomText.expected;
  const { id, text, observed } = props.line;
  const { show } = useShownDrill();
  const { now } = observed;
  return (
    <div role="row" className={own.pair}>
      <span role="cell" dir="auto">
        {text}
      </span>
      <span role="cell" className={own.seen}>
        {now === undefined ? (
          <span className={own.dim}>{words.waits}</span>
        ) : (
          <span dir="auto">
            <ObservedMark as={now.value.asExpected} /> {now.value.text}
          </span>
        )}
        <Button
          size="compact-xs"
          variant="default"
          aria-label={words.answer(text)}
          onClick={() => show({ kind: 'observe', of: id })}
        >
          {now === undefined ? words.answerShort : words.change}
        </Button>
      </span>
    </div>
  );
}

/** Who takes part, in which role; roles are taken, given and given back. */
export function ParticipantsPart() {
  const words = drillRoomText.people;
  const { store, attempt, show } = useShownDrill();
  const { state } = useDrill(store);
  const { participants } = state;
  const free = rolesWithoutHolder(state);
  const me = useObservable(useHub().me).name;
  const isIn = participants.some(({ person }) => isSamePerson(person, me));
  function take(role: string): void {
    if (me === '') showProblem(drillRoomText.failed, words.needsName);
    else attempt((doc, context) => setParticipant(doc, { role, person: me, holds: true }, context));
  }
  return (
    <Part title={words.heading} place="people">
      {participants.length + free.length === 0 && <p className={classes.nothing}>{words.none}</p>}
      <ul className={classes.list}>
        {participants.map(({ role, person }) => (
          <li key={JSON.stringify([role, person])} className={classes.row}>
            <span className={classes.value} dir="auto">
              <strong>{person}</strong>{' '}
              <span className={own.dim}>{role === '' ? words.noRole : role}</span>
            </span>
            {role !== '' && (
              <ActionIcon
                size={28}
                variant="subtle"
                color="gray"
                aria-label={words.give(role)}
                title={words.giveShort}
                onClick={() => show({ kind: 'participant', role, from: person })}
              >
                <IconUserShare size={15} aria-hidden="true" />
              </ActionIcon>
            )}
            <Button
              size="compact-xs"
              variant="default"
              aria-label={words.release([person, role].filter((one) => one !== '').join(', '))}
              onClick={() =>
                attempt((doc, context) =>
                  setParticipant(doc, { role, person, holds: false }, context),
                )
              }
            >
              {words.releaseShort}
            </Button>
          </li>
        ))}
        {free.map((role) => (
          <li key={role} className={classes.row}>
            <span className={classes.value} dir="auto">
              <strong>{role}</strong> <span className={own.warn}>{words.nobody}</span>
            </span>
            <ActionIcon
              size={28}
              variant="subtle"
              color="gray"
              aria-label={words.giveFree(role)}
              title={words.giveShort}
              onClick={() => show({ kind: 'participant', role })}
            >
              <IconUserShare size={15} aria-hidden="true" />
            </ActionIcon>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={words.takeRole(role)}
              onClick={() => take(role)}
            >
              {words.takeShort}
            </Button>
          </li>
        ))}
      </ul>
      <div className={own.row}>
        {!isIn && (
          <Button size="compact-sm" variant="default" onClick={() => take('')}>
            {words.take}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => show({ kind: 'participant', role: '' })}
        >
          {words.add}
        </Button>
      </div>
    </Part>
  );
}

/** What the drill showed, and what comes of it. */
export function FindingsPart() {
  const words = drillRoomText.findings;
  const { store, attempt } = useShownDrill();
  const { findings, actions } = useDrill(store).state;
  const known = new Set(findings.map(({ entry }) => entry.id));
  const alone = actions.filter(({ entry }) => !known.has(entry.of));
  return (
    <Part title={words.heading} place="findings">
      {findings.length === 0 && <p className={classes.nothing}>{words.none}</p>}
      <ul className={classes.list}>
        {findings.map((finding) => (
          <Finding
            key={finding.entry.id}
            finding={finding}
            actions={actions.filter(({ entry }) => entry.of === finding.entry.id)}
          />
        ))}
      </ul>
      <AddLine
        label={words.add}
        onAdd={(text) =>
          attempt((doc, context) => sayInDrill(doc, { kind: 'finding', text }, context))
        }
      />
      {alone.length > 0 && (
        <>
          <h3 className={classes.subheading}>{words.more}</h3>
          <ul className={classes.list}>
            {alone.map((action) => (
              <Action key={action.entry.id} action={action} />
            ))}
          </ul>
        </>
      )}
      <AddLine
        label={words.alone}
        onAdd={(text) => attempt((doc, context) => addDrillAction(doc, { text }, context))}
      />
    </Part>
  );
}

function Finding(props: {
  readonly finding: DrillFinding;
  readonly actions: readonly ActionItem<DrillEntryOf<'action'>>[];
}) {
  const words = drillRoomText.findings;
  const { attempt } = useShownDrill();
  const { entry, state } = props.finding;
  return (
    <li className={own.finding}>
      <div className={classes.row}>
        <span className={classes.value} dir="auto">
          {entry.text}
        </span>
        <NativeSelect
          size="xs"
          aria-label={words.state(entry.text)}
          value={state}
          data={drillFindingStates.map((value) => ({
            value,
            label: drillWords.findingStates[value],
          }))}
          onChange={(event) => {
            const chosen = drillFindingStates.find((one) => one === event.currentTarget.value);
            if (chosen !== undefined)
              attempt((doc, context) => setFindingState(doc, entry.id, chosen, context));
          }}
        />
      </div>
      <ul className={classes.list}>
        {props.actions.map((action) => (
          <Action key={action.entry.id} action={action} />
        ))}
      </ul>
      <AddLine
        label={words.action(entry.text)}
        onAdd={(text) =>
          attempt((doc, context) => addDrillAction(doc, { text, of: entry.id }, context))
        }
      />
    </li>
  );
}

const actionStates = ['open', 'done', 'dropped'] as const;

function Action(props: { readonly action: ActionItem<DrillEntryOf<'action'>> }) {
  const { attempt } = useShownDrill();
  const { entry, state } = props.action;
  const change = (what: Parameters<typeof changeDrillAction>[2]) =>
    attempt((doc, context) => changeDrillAction(doc, entry.id, what, context));
  return (
    <ActionRow text={entry.text} plan={props.action} onChange={change}>
      <NativeSelect
        size="xs"
        aria-label={drillRoomText.findings.actionState(entry.text)}
        value={state}
        data={actionStates.map((value) => ({ value, label: drillWords.actionStates[value] }))}
        onChange={(event) => {
          const chosen = actionStates.find((one) => one === event.currentTarget.value);
          if (chosen !== undefined) change({ state: chosen });
        }}
      />
    </ActionRow>
  );
}

/** Runbooks that are run in the drill. */
export function RunsPart() {
  const words = drillRoomText.runs;
  const { name, store, show } = useShownDrill();
  const { runs } = useDrill(store);
  return (
    <Part title={words.heading} place="runs">
      {runs.length === 0 && <p className={classes.nothing}>{words.none}</p>}
      <ul className={classes.list}>
        {runs.map(({ run, outcome, counts }) => (
          <li key={run.id} className={classes.row}>
            <Link href={drillPath(name, run.id)} className={classes.value} dir="auto">
              {run.title}
            </Link>
            <span className={classes.count}>
              {runsText.list.progress(counts.done, counts.steps)}
            </span>
            <OutcomePill outcome={outcome} />
          </li>
        ))}
      </ul>
      <Button size="compact-sm" variant="default" mt={6} onClick={() => show({ kind: 'run' })}>
        {words.start}
      </Button>
    </Part>
  );
}
