import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { applyGitKnowledge } from '@holdfast/shared/transfer/apply-git-knowledge';
import type { GitKnowledgePlan } from '@holdfast/shared/transfer/plan-git-knowledge';
import { useHub } from '../../app/hub-context.tsx';
import { mapPath } from '../../app/routes.ts';
import { showProblem } from '../../ui/notice.tsx';
import { mapGitText as words } from '../../ui/text/map-git.ts';
import type { ComponentPath } from '@holdfast/shared/ownership/component-knowledge';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { labelsOf } from '../edit/named-choice.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { byPeoplesOrder } from '../name-order.ts';
import { FolderRows } from './folder-rows.tsx';
import { componentPaths, excludePatterns } from './folders.ts';
import type { GitReader } from './git-client.ts';
import type { LogFacts } from './git-messages.ts';
import { besideCopy } from '../kept-values.ts';
import { type GitChoices, keepChoices, readChoicesKept } from './kept-choices.ts';
import { PlanTable } from './plan-table.tsx';
import type { Found, GitLog } from './use-git-log.ts';
import { useGitPlan } from './use-git-plan.ts';
import classes from './git.module.css';
import { Writes } from '../../access/writes.tsx';

/** What the map would learn of one component, and the way to let it. */
export function GitPlan(props: {
  readonly facts: LogFacts;
  readonly reader: GitReader;
  readonly log: GitLog;
  readonly found: Found;
}) {
  const map = useMap();
  const { attempt, undo } = useShownMap();
  const [choices, choose] = useChoices(props.facts.name);
  const { component, repository, rows, exclude } = choices;
  const [done, setDone] = useState<'done' | 'undone'>();
  const paths = componentPaths(rows);
  const { links } = props.log.steps.now;
  const shown = useGitPlan(props.reader, {
    ...{ map, found: props.found, links, component, paths },
    exclude: excludePatterns(exclude).patterns,
    repository: repository.trim() === '' ? props.facts.name : repository.trim(),
  });
  const components = useMemo(() => {
    const labels = Array.from(labelsOf(map.components.values()), ([value, label]) => ({
      value,
      label,
    }));
    return labels.toSorted((a, b) => byPeoplesOrder(a.label, b.label));
  }, [map.components]);
  const name = [
    ...new Set([...(component === '' ? [] : [component]), ...paths.map((one) => one.component)]),
  ]
    .map((id) => map.components.get(id)?.name ?? id)
    .join(', ');

  if (components.length === 0) {
    return (
      <div className={classes.part}>
        <p>{words.noComponents}</p>
        <Button component={Link} href={mapPath('list')} size="xs">
          {words.toMap}
        </Button>
      </div>
    );
  }

  if (done !== undefined) {
    return (
      <div className={classes.part}>
        <p role="status">{done === 'done' ? words.done(name) : words.undone}</p>
        <Group gap="xs">
          {done === 'done' && (
            <Button
              variant="default"
              onClick={() => {
                undo.undo();
                setDone('undone');
              }}
            >
              {words.undoImport}
            </Button>
          )}
          <Button variant="default" onClick={() => setDone(undefined)}>
            {words.again}
          </Button>
          <Button component={Link} href={mapPath('people', '', 'view=matrix')}>
            {words.toMatrix}
          </Button>
        </Group>
      </div>
    );
  }

  function accept(plan: GitKnowledgePlan): void {
    const written = attempt((doc, context) => applyGitKnowledge(doc, plan, context));
    if (written?.changed === true) setDone('done');
  }

  const { plan } = shown;
  return (
    <>
      <div className={classes.fields}>
        <NativeSelect
          label={words.component}
          description={words.componentHint}
          value={component}
          data={[{ value: '', label: words.pickComponent }, ...components]}
          onChange={(event) => choose({ component: event.currentTarget.value })}
        />
        <TextInput
          label={words.repository}
          description={words.repositoryHint}
          value={repository}
          autoComplete="off"
          maxLength={100}
          onChange={(event) => choose({ repository: event.currentTarget.value })}
        />
      </div>
      <div className={classes.scroller}>
        <FolderRows
          rows={rows}
          exclude={exclude}
          components={components}
          folders={props.facts.folders}
          onRows={(next) => choose({ rows: next })}
          onExclude={(text) => choose({ exclude: text })}
        />
        {shown.problem !== undefined && <p role="alert">{shown.problem}</p>}
        {name !== '' && plan === undefined && shown.problem === undefined && (
          <p role="status">{words.working}</p>
        )}
        {plan !== undefined && (
          <>
            <p>
              {words.sourceIs(plan.plan.source)}.{' '}
              {words.factor(plan.writers.truckFactor, plan.knowers.truckFactor)} {words.lead2}
            </p>
            <FilesOf plan={plan.plan} map={map} paths={paths} />
            <PlanTable plan={plan.plan} map={map} />
            <ul className={classes.notes}>
              {notesOf(plan.plan).map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {plan !== undefined && (
        <div className={classes.bar}>
          {changesOf(plan.plan) === 0 ? (
            <span role="status">{words.upToDate}</span>
          ) : (
            <Writes operation="edit" doc="map" isSaid>
              <Button
                // A plan of the map as it was would write over what came since.
                disabled={!shown.isCurrent}
                onClick={() => accept(plan.plan)}
              >
                {words.accept(changesOf(plan.plan))}
              </Button>
            </Writes>
          )}
        </div>
      )}
    </>
  );
}

/** What was said of a repository: kept on this device, since its next log is split the same way. */
function useChoices(name: string): readonly [GitChoices, (change: Partial<GitChoices>) => void] {
  const { workspace } = useHub();
  const [choices, setChoices] = useState(() =>
    readChoicesKept(workspace, name, besideCopy(workspace)),
  );
  const isToldNotKept = useRef(false);
  const choose = (change: Partial<GitChoices>): void => {
    const next = { ...choices, ...change };
    setChoices(next);
    if (keepChoices(workspace, name, next, besideCopy(workspace)) || isToldNotKept.current) return;
    isToldNotKept.current = true;
    showProblem(words.problems.notKeptTitle, words.problems.choicesNotKept);
  };
  return [choices, choose];
}

/** How many files count for each component: a folder that is written wrong has none. */
function FilesOf(props: {
  readonly plan: GitKnowledgePlan;
  readonly map: MapValue;
  readonly paths: readonly ComponentPath[];
}) {
  const { plan, map, paths } = props;
  const files = new Map(plan.components.map((one) => [one.component, one.files]));
  const asked = [...new Set([...files.keys(), ...paths.map(({ component }) => component)])];
  return (
    <ul className={classes.notes}>
      {asked.map((id) => (
        <li key={id} dir="auto">
          {words.filesOf(map.components.get(id)?.name ?? id, files.get(id) ?? 0)}
        </li>
      ))}
    </ul>
  );
}

function changesOf({ knowledge, suggested, connected, forgotten }: GitKnowledgePlan): number {
  const written = knowledge.filter(({ step }) => step !== 'keep').length;
  return written + suggested.length + connected.length + forgotten.length;
}

function notesOf(plan: GitKnowledgePlan): readonly string[] {
  const { suggested, connected, passedOver, forgotten } = plan;
  const leftOut = plan.matches.filter(
    ({ kind }) => kind === 'several' || kind === 'deleted',
  ).length;
  return [
    ...(suggested.length > 0 ? [words.added(suggested.length)] : []),
    ...(connected.length > 0 ? [words.connected(connected.length)] : []),
    ...(forgotten.length > 0 ? [words.forgotten(forgotten.length)] : []),
    ...(leftOut > 0 ? [words.leftOut(leftOut)] : []),
    ...(passedOver > 0 ? [words.passedOver(passedOver)] : []),
  ];
}
