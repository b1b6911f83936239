import type { OutlineEntry } from '@holdfast/shared/markdown/outline';
import { memo } from 'react';
import { readerText } from '../text/reader.ts';
import { goToSection } from './section-anchor.ts';
import classes from './outline.module.css';

const fewestEntries = 2;
const deepest = 3;

/** The headings of the page, beside it on wide screens. */
export const Outline = memo(function Outline(props: { readonly entries: readonly OutlineEntry[] }) {
  const entries = props.entries.filter((entry) => entry.depth <= deepest && entry.text !== '');
  if (entries.length < fewestEntries) return <div className={classes.outline} />;
  const top = entries.reduce((least, { depth }) => Math.min(least, depth), deepest);
  return (
    <nav className={classes.outline} aria-label={readerText.outline}>
      <p className={classes.heading}>{readerText.outline}</p>
      <ul className={classes.list}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <a
              href={`#${encodeURIComponent(entry.id)}`}
              className={classes.link}
              dir="auto"
              style={{ paddingInlineStart: 10 + (entry.depth - top) * 12 }}
              onClick={(event) => {
                if (!goToSection(entry.id)) return;
                event.preventDefault();
                history.replaceState(history.state, '', `#${encodeURIComponent(entry.id)}`);
              }}
            >
              {entry.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
});
