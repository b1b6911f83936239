import type { FrontMatterField } from '@holdfast/shared/markdown/front-matter-fields';
import { readerText } from '../text/reader.ts';
import classes from './front-matter.module.css';

/** What stands above the heading already. */
const shownElsewhere = new Set(['title', 'owner', 'owners', 'tags']);

/** The fields at the top of a Markdown file, as a quiet table; but for those named in `without`. */
export function FrontMatter(props: {
  readonly fields: readonly FrontMatterField[];
  readonly without?: string;
}) {
  const fields = props.fields.filter(
    ({ key }) => !shownElsewhere.has(key) && key !== props.without,
  );
  if (fields.length === 0) return null;
  return (
    <dl className={classes.table} aria-label={readerText.frontMatter}>
      {fields.map((field) => (
        <div key={field.key} className={classes.row}>
          <dt className={classes.key}>{field.key || readerText.frontMatter}</dt>
          <dd dir="auto" className={classes.value}>
            {field.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
