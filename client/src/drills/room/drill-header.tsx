import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconAffiliate,
  IconArchive,
  IconArchiveOff,
  IconBox,
  IconCursorText,
  IconDots,
  IconGavel,
  IconHandStop,
  IconLink,
  IconReport,
  IconUser,
} from '@tabler/icons-react';
import { isUnjudged } from '@holdfast/shared/model/drill';
import { Link, useLocation } from 'wouter';
import { useHub, useObservable, useProjections } from '../../app/hub-context.tsx';
import { drillPath, planPath, routeToPath } from '../../app/routes.ts';
import { OutcomePill } from '../../runs/state-pill.tsx';
import { durationInWords } from '../../ui/duration.ts';
import { Moment } from '../../ui/moment.tsx';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { drillRoomText as words } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { runsText } from '../../ui/text/runs.ts';
import { shellText } from '../../ui/text/shell.ts';
import { useNow } from '../../ui/use-now.ts';
import { DrillSign } from '../drill-mark.tsx';
import { useDrillActions } from '../use-drill-actions.tsx';
import { useShownDrill } from './drill-context.tsx';
import { useDrill } from './drill-store.ts';
import { useScopeItems, type ScopeItem } from './use-scope-names.ts';
import classes from '../../room/room.module.css';
import own from './drill-room.module.css';
import { Writes } from '../../access/writes.tsx';

const icon = { size: 16, 'aria-hidden': true } as const;
const elapsedEveryMs = 10_000;
const scopeIcons = { component: IconBox, domain: IconAffiliate, person: IconUser } as const;

/** What is practised, on what, believed what; how it stands, who is here, and how to end it. */
export function DrillHeader(props: { readonly narrow: boolean }) {
  const { name, store, show } = useShownDrill();
  const drill = useDrill(store);
  const { state, outcome } = drill;
  const { planned, end } = state;
  const unjudged = isUnjudged(drill);
  const nowMs = useNow(elapsedEveryMs, outcome === 'open');
  const title = drill.title || drillWords.untitled;
  return (
    <header className={classes.header}>
      <div className={`${classes.headline} ${own.headline}`}>
        <h1 dir="auto" className={classes.title}>
          {title}
        </h1>
        <div className={own.buttons}>
          <Writes operation="append" doc={name} isSaid>
            {end.now === undefined && (
              <Button
                size="xs"
                variant="default"
                color="red"
                leftSection={<IconHandStop {...icon} />}
                onClick={() => show({ kind: 'abort' })}
              >
                {words.abort.button}
              </Button>
            )}
            <Button
              size="xs"
              variant={end.now === undefined ? 'filled' : 'default'}
              leftSection={<IconGavel {...icon} />}
              onClick={() => show({ kind: 'verdict' })}
            >
              {end.now === undefined ? words.verdict.button : words.verdict.change}
            </Button>
          </Writes>
          <RoomMenu title={title} archived={drill.archived} />
        </div>
      </div>
      <div className={classes.facts}>
        <DrillSign kind={drill.drillKind} />
        <OutcomePill outcome={outcome} isUnjudged={unjudged} />
        {drill.createdAtMs > 0 && outcome === 'open' && !unjudged && (
          <span className={classes.fact}>
            {words.goesOn(durationInWords(Math.max(0, nowMs - drill.createdAtMs)))}
          </span>
        )}
        <span className={classes.fact}>
          {words.startedBy(drill.createdBy)} <Moment atMs={drill.createdAtMs} />
        </span>
        <PlanLink plan={planned?.plan ?? ''} />
        <Others name={name} />
      </div>
      {end.now !== undefined && (
        <p className={own.verdict} data-outcome={end.now.value.outcome}>
          {end.now.value.outcome === 'aborted'
            ? words.abort.done(end.now.by, end.now.text)
            : [
                words.verdict.said(drillWords.outcomes[end.now.value.outcome], end.now.by),
                `${words.verdict.hypothesis}: ${drillWords.hypotheses[end.now.value.hypothesis].toLowerCase()}`,
                end.now.text,
              ]
                .filter((one) => one !== '')
                .join('. ')}
        </p>
      )}
      {!props.narrow && <Beliefs />}
    </header>
  );
}

/** What it is about, what was believed beforehand, and when to stop. */
export function Beliefs() {
  const { planned } = useDrill(useShownDrill().store).state;
  const items = useScopeItems(planned?.scope);
  if (planned === undefined) return null;
  const { hypothesis, abort } = planned;
  return (
    <div className={own.beliefs}>
      {items.length > 0 && (
        <ul className={classes.factList} aria-label={words.scope}>
          {items.map((item) => (
            <li key={`${item.kind} ${item.id}`}>
              <ScopeChip item={item} />
            </li>
          ))}
        </ul>
      )}
      {(hypothesis !== '' || abort !== '') && (
        <dl className={own.beliefList}>
          {hypothesis !== '' && <Belief name={words.hypothesis} text={hypothesis} />}
          {abort !== '' && <Belief name={words.abortWhen} text={abort} />}
        </dl>
      )}
    </div>
  );
}

function Belief(props: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd dir="auto">{props.text}</dd>
    </div>
  );
}

function ScopeChip(props: { readonly item: ScopeItem }) {
  const { kind, name, path } = props.item;
  const Picture = scopeIcons[kind];
  const inside = (
    <>
      <Picture size={14} aria-hidden="true" />
      <span className={classes.factWords} dir="auto">
        {name}
      </span>
    </>
  );
  return path === undefined ? (
    <span className={classes.factChip}>{inside}</span>
  ) : (
    <Link href={path} className={`${classes.factChip} ${own.chipLink}`}>
      {inside}
    </Link>
  );
}

function PlanLink(props: { readonly plan: string }) {
  const plan = useProjections()?.get(props.plan);
  if (plan === undefined) return null;
  return (
    <Link href={planPath(props.plan)} className={own.link}>
      {words.plan}
    </Link>
  );
}

function Others(props: { readonly name: string }) {
  const people = useObservable(useHub().people);
  const path = drillPath(props.name);
  const here = people.filter((one) => one.path?.split('?')[0]?.startsWith(path) === true);
  if (here.length === 0) return null;
  return (
    <span className={classes.people}>
      {runsText.view.alsoHere}
      {here.map((person) => (
        <span key={person.id} className={classes.person}>
          <PersonAvatar name={person.name} color={person.color} />
          {person.name || shellText.people.unnamed}
        </span>
      ))}
    </span>
  );
}

function RoomMenu(props: { readonly title: string; readonly archived: boolean }) {
  const { name, show } = useShownDrill();
  const actions = useDrillActions();
  const [, go] = useLocation();
  const id = name.slice('drill:'.length);
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          className={classes.menu}
          aria-label={words.menu}
        >
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCursorText {...icon} />}
          onClick={() => show({ kind: 'rename' })}
        >
          {words.rename}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconReport {...icon} />}
          onClick={() => go(routeToPath({ page: 'drill-report', id }))}
        >
          {words.report}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => actions.copyLink(name)}>
          {words.copyLink}
        </Menu.Item>
        <Menu.Divider />
        {props.archived ? (
          <Menu.Item
            leftSection={<IconArchiveOff {...icon} />}
            onClick={() => actions.restore(name, props.title)}
          >
            {words.bringBack}
          </Menu.Item>
        ) : (
          <Menu.Item
            leftSection={<IconArchive {...icon} />}
            onClick={() => actions.archive(name, props.title)}
          >
            {words.archive}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
