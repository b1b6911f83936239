import { type Icon, IconEyeExclamation } from '@tabler/icons-react';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import { fateIcons } from './fate-icons.ts';
import classes from './legend.module.css';

const lines = ['hard', 'group', 'soft', 'control-plane', 'human'] as const;
type Frame = keyof typeof words.legend.boxes;
const icons: Readonly<Partial<Record<Frame, Icon>>> = { strong: IconEyeExclamation, ...fateIcons };

/** What lines and frames of boxes mean. On a phone it is folded until somebody asks. */
export function Legend(props: {
  readonly isNarrow: boolean;
  readonly isWhatIf: boolean;
  /** Something is up, and nobody is left for it. */
  readonly hasOrphaned: boolean;
}) {
  const { legend } = words;
  const frames: readonly Frame[] = props.isWhatIf
    ? ['taken', 'falls', 'degraded', ...(props.hasOrphaned ? (['orphaned'] as const) : []), 'dim']
    : ['strong'];
  const all = (
    <ul className={classes.legend} aria-label={legend.title}>
      {lines.map((kind) => (
        <li key={kind} className={classes.one}>
          <svg width="26" height="6" aria-hidden="true" className={classes.line}>
            <line x1="0" y1="3" x2="26" y2="3" className={classes[kind]} />
          </svg>
          {legend.lines[kind]}
        </li>
      ))}
      {frames.map((frame) => {
        const Picture = icons[frame];
        return (
          <li key={frame} className={classes.one}>
            <span className={classes.box} data-frame={frame} aria-hidden="true">
              {Picture === undefined ? null : <Picture size={11} />}
            </span>
            {legend.boxes[frame]}
          </li>
        );
      })}
    </ul>
  );
  if (!props.isNarrow) return all;
  return (
    <details className={classes.folded}>
      <summary className={classes.title}>{legend.title}</summary>
      {all}
    </details>
  );
}
