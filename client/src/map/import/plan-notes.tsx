import type { MapImportPlan } from '@holdfast/shared/map-transfer/plan-map-import';
import { mapImportText as words } from '../../ui/text/map-import.ts';
import { partId, sortedNotes } from './plan-summary.tsx';
import classes from './map-import.module.css';

const mostNotes = 200;

/** What the files say that the map does not take as it is: first what refers to something that none has. */
export function PlanNotes({ plan }: { readonly plan: Pick<MapImportPlan, 'notes'> }) {
  const sorted = sortedNotes(plan);
  return (['aside', 'notes'] as const).map((part) => {
    const notes = sorted[part];
    if (notes.length === 0) return null;
    const title = words.noteTitles[part];
    return (
      <section key={part} aria-label={title} className={classes.part}>
        <h2 id={partId(part)} tabIndex={-1} className={classes.heading}>
          {title} <span className={classes.dim}>{notes.length.toLocaleString('en')}</span>
        </h2>
        {part === 'aside' && <p className={classes.dim}>{words.asideHint}</p>}
        <ul className={classes.list}>
          {notes.slice(0, mostNotes).map(({ file, line, text }, at) => (
            // Two notes may say the same of one place.
            <li key={at} className={classes.note}>
              <span className={classes.dim}>{words.noteAt(file, line)}:</span>{' '}
              <span dir="auto">{text}</span>
            </li>
          ))}
        </ul>
        {notes.length > mostNotes && (
          <p className={classes.dim}>{words.moreNotes(notes.length - mostNotes)}</p>
        )}
      </section>
    );
  });
}
