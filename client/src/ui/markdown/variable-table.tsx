import type { Variable } from '@holdfast/shared/markdown/variables';
import { readerText } from '../text/reader.ts';
import classes from './variable-table.module.css';

const words = readerText.variables;

/** What a text's commands leave open, as its front matter declares it. */
export function VariableTable(props: { readonly variables: readonly Variable[] }) {
  const { variables } = props;
  if (variables.length === 0) return null;
  const hasDescriptions = variables.some(({ description }) => description !== '');
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.default}</th>
          {hasDescriptions && <th scope="col">{words.description}</th>}
        </tr>
      </thead>
      <tbody>
        {variables.map((variable) => (
          <tr key={variable.name}>
            <th scope="row">
              <code>{variable.name}</code>
            </th>
            <td dir="auto">
              {variable.default === '' ? (
                <span className={classes.none}>{words.noDefault}</span>
              ) : (
                <code>{variable.default}</code>
              )}
            </td>
            {hasDescriptions && <td dir="auto">{variable.description}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
