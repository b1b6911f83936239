import { Button } from '@mantine/core';
import type { MapNode } from '@holdfast/shared/analysis/map-node';
import { useState } from 'react';
import { Link } from 'wouter';
import { mapPath } from '../../app/routes.ts';
import { Section } from '../../ui/section.tsx';
import { mapComponentText } from '../../ui/text/map-component.ts';
import type { ComponentAnswer } from '../analysis/analysis-messages.ts';
import type { Answer } from '../analysis/use-analysis.ts';
import { groupName } from '../group-name.ts';
import { useMap } from '../map-context.tsx';
import { HiddenMark } from '../hidden-mark.tsx';
import { ExplainedOnDemand } from './explained.tsx';
import { ComponentLink } from './component-link.tsx';
import { nodeName, stepNames } from './node-name.ts';
import classes from './component-page.module.css';

const words = mapComponentText;
const shownAtFirst = 12;

type PageAnswer = Answer<ComponentAnswer | undefined>;

/** What is known of it; the last answer while the next is worked out. */
export function valueOf(answer: PageAnswer): ComponentAnswer | undefined {
  if (answer.kind === 'failed') return undefined;
  return answer.kind === 'ready' ? answer.value : answer.last;
}

/** What takes it down alone, and how. */
export function CausesPart(props: { readonly id: string; readonly answer: PageAnswer }) {
  const map = useMap();
  const [all, setAll] = useState(false);
  const value = valueOf(props.answer);
  const causes = value?.causes ?? [];
  const shown = all ? causes : causes.slice(0, shownAtFirst);
  return (
    <Section title={words.spof.title} lead={words.spof.lead}>
      {value === undefined ? (
        <Unknown answer={props.answer} />
      ) : causes.length === 0 ? (
        <p className={classes.note}>{words.spof.none}</p>
      ) : (
        <ul className={classes.list}>
          {shown.map(({ event, cause, isHidden, path }) => (
            <li key={event} className={classes.item}>
              <NodeLink node={cause} /> {isHidden && <HiddenMark />}
              {path.length > 2 && (
                <span className={classes.path} dir="auto">
                  {words.spof.path(stepNames(map, path))}
                </span>
              )}
              {isHidden && (
                <ExplainedOnDemand component={props.id} event={event} name={nodeName(map, cause)} />
              )}
            </li>
          ))}
        </ul>
      )}
      {shown.length < causes.length && (
        <Button size="compact-xs" variant="default" onClick={() => setAll(true)}>
          {`${words.spof.show} (${causes.length})`}
        </Button>
      )}
    </Section>
  );
}

/** What fails all members of a group of it at once; or, of this one, the groups that it fails. */
export function SharedPart(props: { readonly answer: PageAnswer }) {
  const map = useMap();
  const told = valueOf(props.answer)?.shared ?? [];
  if (told.length === 0) return null;
  return (
    <Section title={words.shared.title} lead={words.shared.lead}>
      <ul className={classes.list}>
        {told.map(({ group, event, cause, paths }) => {
          const of = map.groups.get(group);
          const name = of === undefined ? group : groupName(map, of);
          return (
            <li key={`${group} ${event}`} className={classes.item}>
              <strong dir="auto">{words.shared.ofGroup(nodeName(map, cause), name)}</strong>
              {paths.map(({ member, steps }) => (
                <span key={member} className={classes.path} dir="auto">
                  {words.spof.path(stepNames(map, steps))}
                </span>
              ))}
            </li>
          );
        })}
      </ul>
      <p className={classes.note}>{words.shared.remove}</p>
    </Section>
  );
}

/** What goes down with it. */
export function RadiusPart(props: { readonly answer: PageAnswer }) {
  const [all, setAll] = useState(false);
  const value = valueOf(props.answer);
  const down = value?.takesDown ?? [];
  const shown = all ? down : down.slice(0, shownAtFirst * 3);
  return (
    <Section title={words.radius.title} lead={words.radius.lead}>
      {value === undefined ? (
        <Unknown answer={props.answer} />
      ) : down.length === 0 ? (
        <p className={classes.note}>{words.radius.none}</p>
      ) : (
        <ul className={classes.chips}>
          {shown.map((id) => (
            <li key={id}>
              <ComponentLink id={id} />
            </li>
          ))}
        </ul>
      )}
      {shown.length < down.length && (
        <Button size="compact-xs" variant="default" onClick={() => setAll(true)}>
          {`${words.spof.show} (${down.length})`}
        </Button>
      )}
    </Section>
  );
}

function Unknown(props: { readonly answer: PageAnswer }) {
  return (
    <p className={classes.note} role="status">
      {props.answer.kind === 'failed' ? words.spof.failed : words.spof.working}
    </p>
  );
}

/** The way to what fails, where it has a page. */
export function NodeLink({ node }: { readonly node: MapNode }) {
  const map = useMap();
  if (node.of === 'component') return <ComponentLink id={node.id} />;
  const name = nodeName(map, node);
  return node.of === 'person' ? (
    <Link href={mapPath('people', node.id)}>{name}</Link>
  ) : (
    <span dir="auto">{name}</span>
  );
}
