import type { FrontMatterField } from '@holdfast/shared/markdown/front-matter-fields';
import { readerText } from '../text/reader.ts';
import classes from './front-matter.module.css';

/** What stands above the heading already. */
const shownElsewhere = new Set(['title', 'owner', 'owners', 'tags']);

/** Named above the text as links, where they are plain lists of names. */
const listedKeys = new Set(['component', 'components', 'services', 'alert', 'alerts']);

/**
 * The fields at the top of a Markdown file, as a quiet table; but for the one named in `without`, and
 * for components and alerts that are all among `listed`, which stand above the text.
 */
export function FrontMatter(props: {
  readonly fields: readonly FrontMatterField[];
  readonly without?: string;
  readonly listed: readonly string[];
}) {
  const fields = props.fields.filter(
    ({ key, value }) =>
      !shownElsewhere.has(key) &&
      key !== props.without &&
      !(listedKeys.has(key) && isListed(value, props.listed)),
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

function isListed(value: string, listed: readonly string[]): boolean {
  return value.split(',').every((name) => listed.includes(name.trim()));
}
