import { Section } from '../../ui/section.tsx';
import { mapComponentText } from '../../ui/text/map-component.ts';
import { mapEditText } from '../../ui/text/map-edit.ts';
import { mapText } from '../../ui/text/map.ts';
import type { ComponentAnswer } from '../analysis/analysis-messages.ts';
import type { Answer } from '../analysis/use-analysis.ts';
import { BesideGroup } from '../edit/beside-group.tsx';
import { groupName } from '../group-name.ts';
import { useMap } from '../map-context.tsx';
import { valueOf } from './causes-parts.tsx';
import { ComponentLink } from './component-link.tsx';
import classes from './component-page.module.css';

const words = mapComponentText.direct;

interface PartProps {
  readonly id: string;
  readonly answer: Answer<ComponentAnswer | undefined>;
}

/** What it needs, and how. */
export function NeedsPart({ id, answer }: PartProps) {
  const map = useMap();
  const needs = [...map.dependencies.values()].filter(({ from }) => from === id);
  const groups = [...map.groups.values()].filter(({ component }) => component === id);
  const direct = new Set([
    ...needs.map(({ to }) => to),
    ...groups.flatMap(({ members }) => members),
  ]);
  const all = valueOf(answer)?.needs.length;
  return (
    <Section
      title={words.needs}
      lead={direct.size === 0 ? words.none : words.count(direct.size, all ?? direct.size)}
    >
      <BesideGroup component={id} />
      <ul className={classes.list}>
        {needs.map(({ to, kind, note }) => (
          <li key={to} className={classes.item}>
            <ComponentLink id={to} /> <span className={classes.quiet}>{mapText.kind[kind]}</span>
            {note !== '' && <span className={classes.path}>{note}</span>}
          </li>
        ))}
        {groups.map((group) => (
          <li key={group.id} className={classes.item}>
            <strong dir="auto">{groupName(map, group)}</strong>{' '}
            <span className={classes.quiet}>
              {mapEditText.group.says(group.needs, group.members.length)}
            </span>
            <ul className={classes.chips}>
              {group.members.map((member) => (
                <li key={member}>
                  <ComponentLink id={member} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What needs it, directly and in all. */
export function NeededByPart({ id, answer }: PartProps) {
  const map = useMap();
  const direct = new Set([
    ...[...map.dependencies.values()].filter(({ to }) => to === id).map(({ from }) => from),
    ...[...map.groups.values()]
      .filter(({ members, failoverNeeds }) => members.includes(id) || failoverNeeds.includes(id))
      .map(({ component }) => component),
  ]);
  const all = valueOf(answer)?.neededBy.length;
  return (
    <Section
      title={words.neededBy}
      lead={direct.size === 0 ? words.neededByNone : words.count(direct.size, all ?? direct.size)}
    >
      <ul className={classes.chips}>
        {[...direct].slice(0, 200).map((one) => (
          <li key={one}>
            <ComponentLink id={one} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
