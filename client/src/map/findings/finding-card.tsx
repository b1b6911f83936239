import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import {
  type Acceptance,
  isAccepted,
  takeBackAcceptance,
} from '@holdfast/shared/model/map-acceptances';
import { addMapTask } from '@holdfast/shared/model/map-tasks';
import { reasonedPatterns } from '@holdfast/shared/analysis/removal-reasons';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { useDialogs } from '../../app/dialogs.tsx';
import { mapPath, pathToRoute, routeToPath } from '../../app/routes.ts';
import { useRoute } from '../../app/use-route.ts';
import { durationInWords } from '../../ui/duration.ts';
import { showNotice } from '../../ui/notice.tsx';
import { mapFindingsText as words } from '../../ui/text/map-findings.ts';
import { dayWords } from '../people/days.ts';
import { useMapTasks } from '../people/use-map-tasks.ts';
import { Explained } from '../component/explained.tsx';
import { stepNames } from '../component/node-name.ts';
import { letGroupReplace } from '../edit/let-group-replace.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { mapEditText } from '../../ui/text/map-edit.ts';
import { useWhatIf } from '../what-if/use-what-if.ts';
import { byPeoplesOrder } from '../name-order.ts';
import { causeKinds, causeOf, type ListedFinding, taskId } from './findings-model.ts';
import { reasonWords } from './reason-words.ts';
import { useAcceptances } from './use-acceptances.ts';
import classes from './findings.module.css';
import { Writes } from '../../access/writes.tsx';

const mostPaths = 6;

/** One finding: what is wrong, by which way, how to remove it, and what can be done about it. */
export function FindingCard(props: {
  readonly finding: ListedFinding;
  readonly today: string;
  readonly acceptance: Acceptance | undefined;
  readonly isTask: boolean;
  /** Tells at once how to remove it. */
  readonly isOpenAtFirst?: boolean;
  /** It stands among others of one cause, and that is asked of them together. */
  readonly isInGroup?: boolean;
  readonly onAccept: () => void;
}) {
  const { finding, today, acceptance } = props;
  const { rule, name, component, event, evidence, paths, removal } = finding;
  const map = useMap();
  const shown = useShownMap();
  const cause = causeOf(finding);
  const { show } = useDialogs();
  const { toggle, without } = useWhatIf();
  const [isOpen, setOpen] = useState(props.isOpenAtFirst ?? false);
  const { attempt: accept } = useAcceptances();
  const { attempt } = useMapTasks();
  const [, navigate] = useRoute();
  const pattern = removal?.runbook;
  const isNow = isAccepted(acceptance, today);

  function makeTask(): void {
    const text = words.todoText(words.rules[rule], name);
    const person = cause?.of === 'person' ? cause.id : '';
    const id = taskId(finding);
    if (!attempt((doc, context) => addMapTask(doc, { id, text, component, person }, context)))
      return;
    showNotice(words.todoMade, {
      label: words.show,
      run: () => navigate(pathToRoute(mapPath('people'), 'view=todo')),
    });
  }

  return (
    <li className={classes.card} aria-label={`${words.rules[rule]}: ${name}`}>
      <div className={classes.head}>
        <span className={classes.ruleName} data-rule={rule}>
          {words.rules[rule]}
        </span>
        <Link
          href={component === '' ? routeToPath({ page: 'sync' }) : mapPath('components', component)}
          className={classes.name}
          dir="auto"
        >
          {name}
        </Link>
      </div>
      <p className={classes.text} dir="auto">
        {explanation(map, finding)}
      </p>
      {isNow && acceptance !== undefined && (
        <p className={classes.text} dir="auto">
          {words.acceptedBy(acceptance.by, dayWords(acceptance.until, today))}: {acceptance.reason}
        </p>
      )}
      {isOpen && (
        <div className={classes.more}>
          {paths.length > 0 && (
            <>
              <h2 className={classes.label}>{words.evidence}</h2>
              {rule === 'hidden-spof' && event !== undefined ? (
                <Explained component={component} event={event} />
              ) : (
                <ul className={classes.paths}>
                  {paths.slice(0, mostPaths).map((path) => (
                    <li key={path.map(({ id }) => id).join('/')} dir="auto">
                      {stepNames(map, path).join(words.arrow)}
                    </li>
                  ))}
                </ul>
              )}
            </>
          )}
          <h2 className={classes.label}>{words.pattern}</h2>
          <ul className={classes.paths}>
            {removalWords(map, finding).map(({ text, reason }) => (
              <li key={text}>
                {text} {reason !== undefined && <span className={classes.dim}>{reason}</span>}
              </li>
            ))}
          </ul>
          <Group gap="xs" mt="xs">
            <Writes operation="edit" doc="runbook:new" isSaid>
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  show({
                    kind: 'create',
                    ...(pattern === undefined ? {} : { pattern }),
                    title: words.runbookTitle(name, cause?.name ?? ''),
                    components: cause?.of === 'component' ? [cause.name, name] : [name],
                  })
                }
              >
                {pattern === undefined ? words.startPlain : words.startFrom}
              </Button>
            </Writes>
            {props.isTask ? (
              <span className={classes.dim}>{words.isTodo}</span>
            ) : (
              <Writes operation="edit" doc="map" isSaid>
                <Button size="xs" variant="default" onClick={makeTask}>
                  {words.todo}
                </Button>
              </Writes>
            )}
          </Group>
        </div>
      )}
      <Group gap="xs" mt={6}>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {words.pattern}
        </Button>
        {rule === 'needed-beside-group' && (
          <Writes operation="edit" doc="map" isSaid>
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => letGroupReplace(shown, component, evidence)}
            >
              {mapEditText.beside.replace}
            </Button>
          </Writes>
        )}
        {props.isInGroup !== true &&
          cause !== undefined &&
          !without[causeKinds[cause.of]].includes(cause.id) && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => toggle(causeKinds[cause.of], cause.id)}
            >
              {words.whatIf(cause.name)}
            </Button>
          )}
        {isNow ? (
          <Writes operation="edit" doc="map" isSaid>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => accept((doc) => takeBackAcceptance(doc, finding.id))}
            >
              {words.takeBack}
            </Button>
          </Writes>
        ) : (
          <Writes operation="edit" doc="map" isSaid>
            <Button size="compact-sm" variant="subtle" onClick={props.onAccept}>
              {words.accept}
            </Button>
          </Writes>
        )}
      </Group>
    </li>
  );
}

/** What is wrong, in a sentence. */
function explanation(map: MapValue, finding: ListedFinding): string {
  const { rule, name, cause, evidence, availability } = finding;
  const named = (ids: readonly string[]): string =>
    ids
      .slice(0, 6)
      .map(
        (id) =>
          map.components.get(id)?.name ??
          map.people.get(id)?.name ??
          map.domains.get(id)?.name ??
          id,
      )
      .toSorted(byPeoplesOrder)
      .join(', ');
  switch (rule) {
    case 'spof':
    case 'vendor-spof':
    case 'hidden-spof':
      return words.explain[rule](name, cause, evidence.length);
    case 'needed-beside-group':
      return words.explain[rule](name, cause);
    case 'common-cause':
      return words.explain[rule](name, cause, named(evidence));
    case 'multi-zone-single-region':
      return words.explain[rule](cause, named(evidence));
    case 'relay-shared-fate':
      return words.explain[rule][finding.fate ?? 'map'](cause, named(evidence));
    case 'bus-factor-1':
      return words.explain[rule](named(evidence));
    case 'objective-not-met':
      return words.explain[rule](
        durationInWords((availability?.secondsAtLeast ?? 0) * 1000),
        durationInWords((availability?.secondsAllowed ?? 0) * 1000),
        cause,
      );
    case 'no-owner':
    case 'no-runbook':
      return words.explain[rule]();
  }
}

/** How to remove it: what fits the cause, else what fits the rule. */
function removalWords(
  map: MapValue,
  finding: ListedFinding,
): readonly { readonly text: string; readonly reason?: string | undefined }[] {
  const { rule, removal } = finding;
  const care =
    rule === 'no-owner' || rule === 'no-runbook' || rule === 'needed-beside-group'
      ? words.care[rule]
      : words.care.other;
  const general = removal === undefined || rule === 'objective-not-met' ? [{ text: care }] : [];
  const patterns = reasonedPatterns(map, finding).map(({ pattern, reason }) => ({
    text: words.patterns[pattern],
    reason: reason === undefined ? undefined : reasonWords(reason),
  }));
  return [...general, ...patterns];
}
