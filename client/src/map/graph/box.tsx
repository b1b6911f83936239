import { IconArrowDown, IconChevronRight, IconStack2 } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import type { ComponentSummary } from '../analysis/analysis-messages.ts';
import { componentIcons, pictureOf } from '../layer-mark.tsx';
import { SpofMark } from '../spof-mark.tsx';
import { BoxName } from './box-name.tsx';
import { fateIcons } from './fate-icons.ts';
import type { GraphNode } from './graph-model.ts';
import { fateWords, groupWords } from './graph-words.ts';
import { useBoxState, useFate } from './lit.ts';
import classes from './box.module.css';

export interface BoxData extends Record<string, unknown> {
  readonly box: GraphNode;
  readonly summary: ComponentSummary | undefined;
  /** Names of the domains that it lies in. */
  readonly domains: string;
  readonly isSelected: boolean;
  /** Who else has it selected. */
  readonly people: readonly { readonly name: string; readonly color: number }[];
  readonly onOpen: (key: string) => void;
}
export type Box = Node<BoxData, 'box'>;

/** One box of the picture. */
export const BoxView = memo(function BoxView({ data }: NodeProps<Box>) {
  const { box, summary, domains, isSelected, people } = data;
  const state = useBoxState(box.id);
  const fate = useFate(box.id);
  const Fate = fate === undefined ? undefined : fateIcons[fate.kind];
  const Nobody = fateIcons.orphaned;
  const groups = groupWords(box);
  const Picture = box.kind === 'cluster' ? IconStack2 : componentIcons[pictureOf(box.component)];
  const [person] = people;
  return (
    <div
      className={classes.box}
      data-state={state}
      data-kind={box.kind}
      data-selected={isSelected || undefined}
      data-strong={(summary?.hidden ?? 0) > 0 || undefined}
      data-match={box.isMatch || undefined}
      style={
        person === undefined ? undefined : { outlineColor: `var(--hf-person-${person.color})` }
      }
      data-person={person === undefined ? undefined : true}
    >
      <Handle type="target" position={Position.Top} className={classes.handle} />
      <span className={classes.first}>
        <Picture size={15} stroke={1.6} aria-hidden="true" className={classes.icon} />
        <BoxName box={box} />
        {box.kind === 'cluster' && (
          <button
            type="button"
            className={`${classes.open} nodrag`}
            aria-label={words.open(box.label)}
            title={words.open(box.label)}
            onClick={(event) => {
              event.stopPropagation();
              data.onOpen(box.key);
            }}
          >
            <IconChevronRight size={16} aria-hidden="true" />
          </button>
        )}
      </span>
      <span className={classes.second}>
        {fate !== undefined && Fate !== undefined && state === fate.kind ? (
          <span className={classes.fate}>
            <Fate size={14} aria-hidden="true" />
            {fate.kind !== 'orphaned' && fate.orphaned !== undefined && (
              <Nobody size={14} aria-hidden="true" />
            )}{' '}
            {fateWords(box, fate)}
          </span>
        ) : state === 'path' ? (
          <span className={classes.onPath}>
            <IconArrowDown size={14} aria-hidden="true" /> {words.onPath}
          </span>
        ) : (
          <>
            {box.kind === 'cluster' && (summary?.takesDown ?? 0) === 0 && (
              <span className={classes.quiet}>{words.members(box.members.length)}</span>
            )}
            <SpofMark summary={summary} />
            {summary !== undefined && summary.takesDown > 0 && (
              <span className={classes.count} aria-hidden="true">
                {summary.takesDown.toLocaleString('en')}
              </span>
            )}
            {box.kind === 'component' && (summary?.takesDown ?? 0) === 0 && (
              <span className={classes.quiet} dir="auto">
                {domains || box.component.system}
              </span>
            )}
          </>
        )}
      </span>
      {groups !== '' && (
        <span className={classes.groups} title={words.needsSome(groups)}>
          {groups}
        </span>
      )}
      {person !== undefined && (
        <span className={classes.person} style={{ background: `var(--hf-person-${person.color})` }}>
          {people.map(({ name }) => name).join(', ')}
        </span>
      )}
      <Handle
        type="source"
        position={Position.Bottom}
        className={classes.handle}
        title={words.handle}
      />
    </div>
  );
});
