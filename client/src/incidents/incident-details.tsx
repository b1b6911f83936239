import { ActionIcon, Button } from '@mantine/core';
import { setAffected, setRole } from '@holdfast/shared/model/incident-commands';
import { durationsOf } from '@holdfast/shared/model/incident-durations';
import { type IncidentRole, milestones } from '@holdfast/shared/model/incident-terms';
import { milestonesOf, type RoleState } from '@holdfast/shared/model/incident-fold';
import { isSamePerson } from '@holdfast/shared/model/people';
import { IconPencil, IconUserShare, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { incidentProsePath } from '../app/routes.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import { durationInWords } from '../ui/duration.ts';
import { Moment } from '../ui/moment.tsx';
import { reportText } from '../ui/text/incident-report.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import type * as Y from 'yjs';
import { HypothesesPart } from './incident-hypotheses-part.tsx';
import { Actions } from './incident-actions-part.tsx';
import { AddLine, Part } from '../room/part.tsx';
import { Radius } from './incident-radius-part.tsx';
import { Runs } from './incident-runs-part.tsx';
import { useShownIncident } from './incident-context.tsx';
import { type ReadIncident, useIncident } from './incident-store.ts';
import { EachMerged, useMerged } from './merged-incidents.tsx';
import { isNowhere } from './merged-model.ts';
import { useIncidentWords } from './incident-words.ts';
import classes from '../room/details.module.css';

const words = incidentsText.details;

/** What holds now: who does what, what is affected, what is guessed, left to do and being run. */
export function IncidentDetails() {
  return (
    <>
      <Roles />
      <Components />
      <Radius />
      <Runs />
      <HypothesesPart />
      <Actions />
      <Times />
      <Prose />
    </>
  );
}

function Roles() {
  const { store } = useShownIncident();
  const { state } = useIncident(store);
  const { roles } = useIncidentWords();
  return (
    <Part title={words.roles} place="roles">
      <ul className={classes.list}>
        {rolesToShow(state.roles, roles).map((role) => (
          <Role key={role.role} state={role} />
        ))}
      </ul>
    </Part>
  );
}

/** Those that the workspace has, then others that somebody was given here. */
function rolesToShow(
  states: readonly RoleState[],
  ids: readonly IncidentRole[],
): readonly RoleState[] {
  const byId = new Map(states.map((state) => [state.role, state]));
  return [
    ...ids.map((role) => byId.get(role) ?? { role, holders: [], conflict: [], heads: [] }),
    ...states.filter(({ role, heads }) => heads.length > 0 && !ids.includes(role)),
  ];
}

function Role(props: { readonly state: RoleState }) {
  const { role, holders } = props.state;
  const { attempt } = useShownIncident();
  const me = useObservable(useHub().me).name;
  const { show } = useDialogs();
  const names = useIncidentWords();
  const title = names.role(role);
  const instructions = names.instructions(role);
  const isMine = me !== '' && holders.some(({ value }) => isSamePerson(value, me));
  return (
    <li className={classes.role}>
      <div className={classes.row}>
        <span className={classes.label}>{title}</span>
        <span className={classes.value} dir="auto">
          {holders.length === 0 ? words.nobody : holders.map(({ value }) => value).join(', ')}
        </span>
        {!isMine && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={incidentsText.commands.take(title)}
            onClick={() => {
              if (me === '') show({ kind: 'incident-give', role });
              else attempt((doc, context) => setRole(doc, role, me, true, context));
            }}
          >
            {words.take}
          </Button>
        )}
        {isMine && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`${title}: ${words.release}`}
            onClick={() => attempt((doc, context) => setRole(doc, role, me, false, context))}
          >
            {words.release}
          </Button>
        )}
        <ActionIcon
          size={26}
          variant="subtle"
          color="gray"
          aria-label={words.give(title)}
          onClick={() => show({ kind: 'incident-give', role })}
        >
          <IconUserShare size={15} aria-hidden="true" />
        </ActionIcon>
      </div>
      {isMine && instructions !== '' && (
        <details className={classes.meaning} open>
          <summary>{words.whatItMeans(title)}</summary>
          <p>{instructions}</p>
        </details>
      )}
    </li>
  );
}

function Components() {
  const { store, attempt } = useShownIncident();
  const incident = useIncident(store);
  const merged = useMerged();
  return (
    <Part title={words.components} place="components">
      {isNowhere(incident, merged, hasComponents) && (
        <p className={classes.nothing}>{words.noComponents}</p>
      )}
      <Chips components={incident.state.components} />
      <EachMerged has={hasComponents}>
        {({ state }) => <Chips components={state.components} />}
      </EachMerged>
      <AddLine
        label={words.addComponent}
        onAdd={(text) => attempt((doc, context) => setAffected(doc, text, true, context))}
      />
    </Part>
  );
}

function hasComponents({ state }: ReadIncident): boolean {
  return state.components.length > 0;
}

function Chips(props: { readonly components: readonly string[] }) {
  const { attempt } = useShownIncident();
  return (
    <ul className={classes.chips}>
      {props.components.map((name) => (
        <li key={name} className={classes.chip}>
          <span dir="auto">{name}</span>
          <ActionIcon
            size={22}
            variant="subtle"
            color="gray"
            aria-label={words.removeComponent(name)}
            onClick={() => attempt((doc, context) => setAffected(doc, name, false, context))}
          >
            <IconX size={13} aria-hidden="true" />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

function Prose() {
  const { name, doc } = useShownIncident();
  const notes = useYSelector(doc, notesOf);
  return (
    <Part title={words.prose}>
      {notes !== '' && <p className={classes.notes}>{notes}</p>}
      <div className={classes.links}>
        <Link href={incidentProsePath(name, 'notes')}>{incidentsText.prose.notes.title}</Link>
        <Link href={incidentProsePath(name, 'postmortem')}>
          {incidentsText.prose.postmortem.title}
        </Link>
        <Link href={incidentProsePath(name, 'report')}>{reportText.open}</Link>
      </div>
    </Part>
  );
}

/** Their beginning. */
function notesOf(doc: Y.Doc): string {
  return doc.getText('notes').toJSON().slice(0, 400);
}

const durationNames = ['detect', 'acknowledge', 'mitigate', 'resolve'] as const;
const durationKeys = {
  detect: 'toDetect',
  acknowledge: 'toAcknowledge',
  mitigate: 'toMitigate',
  resolve: 'toResolve',
} as const;

function Times() {
  const { store } = useShownIncident();
  const { state, entries } = useIncident(store);
  const times = milestonesOf(state, entries);
  const durations = durationsOf(times);
  const { show } = useDialogs();
  return (
    <Part title={words.times}>
      <dl className={classes.times}>
        {milestones.map((which) => (
          <div key={which} className={classes.row}>
            <dt className={classes.label}>{words.milestones[which]}</dt>
            <dd className={classes.value}>
              <Moment atMs={times[which] ?? 0} unknown={words.unknownTime} />
              <ActionIcon
                size={26}
                ml={6}
                variant="subtle"
                color="gray"
                aria-label={words.setTime(words.milestones[which])}
                onClick={() => show({ kind: 'incident-time', which })}
              >
                <IconPencil size={14} aria-hidden="true" />
              </ActionIcon>
            </dd>
          </div>
        ))}
        {durationNames.map((name) => {
          const ms = durations[durationKeys[name]];
          return ms === undefined ? null : (
            <div key={name} className={classes.row}>
              <dt className={classes.label}>{words.durations[name]}</dt>
              <dd className={classes.value}>{durationInWords(ms)}</dd>
            </div>
          );
        })}
      </dl>
    </Part>
  );
}
