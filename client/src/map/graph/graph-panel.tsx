import { Button, CloseButton } from '@mantine/core';
import { IconArrowRight, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../../app/dialogs.tsx';
import { mapPath } from '../../app/routes.ts';
import { mapComponentText } from '../../ui/text/map-component.ts';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import type { Cause } from '../analysis/analysis-messages.ts';
import { useAnalysis, useAnswer } from '../analysis/use-analysis.ts';
import { mapText } from '../../ui/text/map.ts';
import { nodeName, stepNames } from '../component/node-name.ts';
import { BesideGroup } from '../edit/beside-group.tsx';
import { deleteComponent } from '../edit/delete-component.ts';
import { HiddenMark } from '../hidden-mark.tsx';
import { LayerMark } from '../layer-mark.tsx';
import { ownersOf } from '../list/component-rows.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { SpofMark } from '../spof-mark.tsx';
import classes from './graph-panel.module.css';
import { Writes } from '../../access/writes.tsx';

const shownCauses = 8;

/** What is selected: what it is, what takes it down, what can be done. */
export function GraphPanel(props: {
  readonly id: string;
  /** Its cause (an event) to which the way is lit; empty: none. */
  readonly lit: string;
  /** Lights the way to one of its causes, or none. */
  readonly onCause: (cause: Cause | undefined) => void;
  readonly onClose: () => void;
}) {
  const { id } = props;
  /** Whose causes are all told. */
  const [wholeOf, setWholeOf] = useState('');
  const isWhole = wholeOf === id;
  const map = useMap();
  const shown = useShownMap();
  const { show } = useDialogs();
  const analysis = useAnalysis();
  const answer = useAnswer('component', [id]);
  const value =
    answer.kind === 'ready' ? answer.value : answer.kind === 'working' ? answer.last : undefined;
  const component = map.components.get(id);
  if (component === undefined) return null;
  const summary = analysis.kind === 'ready' ? analysis.summary.components.get(id) : undefined;
  const owners = ownersOf(map, component).join(', ');
  return (
    <aside className={classes.panel} aria-label={words.details}>
      <div className={classes.head}>
        <h2 className={classes.title} dir="auto">
          <Link href={mapPath('components', id)}>{component.name}</Link>
        </h2>
        <CloseButton aria-label={words.close} title={words.close} onClick={props.onClose} />
      </div>
      <p className={classes.facts}>
        <LayerMark component={component} />
        {component.system !== '' && <span>{component.system}</span>}
        <span>{owners || mapComponentText.facts.noOwner}</span>
      </p>
      <SpofMark summary={summary} />
      <div className={classes.actions}>
        <Writes operation="edit" doc="map" isSaid>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowRight size={14} aria-hidden="true" />}
            onClick={() => show({ kind: 'map-needs', id })}
          >
            {mapComponentText.needs}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden="true" />}
            onClick={() => show({ kind: 'map-component', id })}
          >
            {mapComponentText.edit}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTrash size={14} aria-hidden="true" />}
            onClick={() => {
              props.onClose();
              deleteComponent(shown, id);
            }}
          >
            {mapComponentText.delete}
          </Button>
        </Writes>
      </div>
      <BesideGroup component={id} />
      <h3 className={classes.heading}>{words.causes}</h3>
      {value === undefined ? (
        <p className={classes.quiet} role="status">
          {answer.kind === 'failed' ? mapComponentText.spof.failed : mapComponentText.spof.working}
        </p>
      ) : value.causes.length === 0 ? (
        <p className={classes.quiet}>{mapComponentText.spof.none}</p>
      ) : (
        <ul className={classes.list}>
          {value.causes.slice(0, isWhole ? undefined : shownCauses).map((one) => {
            const { event, cause, isHidden, path } = one;
            const isLit = event === props.lit;
            const name = nodeName(map, cause);
            return (
              <li key={event}>
                <button
                  type="button"
                  className={classes.cause}
                  aria-label={words.showPath(
                    isHidden ? `${name}, ${mapText.spof.hiddenShort}` : name,
                  )}
                  aria-pressed={isLit}
                  onClick={() => props.onCause(isLit ? undefined : one)}
                >
                  <span dir="auto">{name}</span> {isHidden && <HiddenMark />}
                  <span className={classes.quiet} dir="auto">
                    {path.length > 2 && mapComponentText.spof.path(stepNames(map, path))}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {value !== undefined && value.causes.length > shownCauses && !isWhole && (
        <Button size="compact-xs" variant="subtle" onClick={() => setWholeOf(id)}>
          {mapComponentText.spof.more(value.causes.length - shownCauses)}
        </Button>
      )}
      <Link href={mapPath('components', id)} className={classes.page}>
        {words.openPage}
      </Link>
    </aside>
  );
}
