import type { RelatedReason, RelatedRunbook } from '@holdfast/shared/finding/related';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useHub } from '../app/hub-context.tsx';
import { runbookPath } from '../app/routes.ts';
import { readerText } from '../ui/text/reader.ts';
import classes from './related-runbooks.module.css';

const limit = 6;
const shownReasons = 2;
/** The text is on screen by then. */
const afterMs = 150;

/**
 * Runbooks to look at next, with the reasons; worked out by the hub, once the text is on screen and
 * again when its text is another.
 */
export function RelatedRunbooks(props: { readonly name: string; readonly text: string }) {
  const { name, text } = props;
  const hub = useHub();
  const [related, setRelated] = useState<readonly RelatedRunbook[]>([]);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      hub.related(name, limit).then(
        (found) => {
          if (!gone) setRelated(found);
        },
        // Nothing is promised here: without the hub there is nothing to show.
        () => undefined,
      );
    }, afterMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [hub, name, text]);
  if (related.length === 0) return null;
  return (
    <section className={classes.related} aria-labelledby="related-runbooks">
      <h2 id="related-runbooks" className={classes.heading}>
        {readerText.related}
      </h2>
      <ul className={classes.list}>
        {related.map(({ doc, title, reasons }) => (
          <li key={doc} className={classes.item}>
            <Link href={runbookPath(doc)} className={classes.link} dir="auto">
              {title}
            </Link>
            <span className={classes.why}>
              {reasons.slice(0, shownReasons).map(inWords).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function inWords({ kind, items }: RelatedReason): string {
  return readerText.relatedBy[kind](items.join(', '));
}
