import { EditorSelection, type StateCommand } from '@codemirror/state';

/** Puts a mark on both sides of the selection, or takes it away where it already is. */
export function toggleMark(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    const change = state.changeByRange((range) => {
      const before = state.sliceDoc(range.from - mark.length, range.from);
      const after = state.sliceDoc(range.to, range.to + mark.length);
      if (before === mark && after === mark) {
        return {
          changes: [
            { from: range.from - mark.length, to: range.from },
            { from: range.to, to: range.to + mark.length },
          ],
          range: EditorSelection.range(range.anchor - mark.length, range.head - mark.length),
        };
      }
      return {
        changes: [
          { from: range.from, insert: mark },
          { from: range.to, insert: mark },
        ],
        range: EditorSelection.range(range.anchor + mark.length, range.head + mark.length),
      };
    });
    dispatch(state.update(change, { userEvent: 'input.format', scrollIntoView: true }));
    return true;
  };
}

/** Makes the selection a link and selects where its address goes. */
export const insertLink: StateCommand = ({ state, dispatch }) => {
  const change = state.changeByRange((range) => {
    const text = state.sliceDoc(range.from, range.to);
    const isAddress = /^https?:\/\/\S+$/.test(text);
    const insert = isAddress ? `[](${text})` : `[${text}](https://)`;
    const cursor = isAddress
      ? EditorSelection.cursor(range.from + 1)
      : EditorSelection.range(range.from + text.length + 3, range.from + insert.length - 1);
    return { changes: { from: range.from, to: range.to, insert }, range: cursor };
  });
  dispatch(state.update(change, { userEvent: 'input.format', scrollIntoView: true }));
  return true;
};

export type LinePrefix = '## ' | '- ' | '- [ ] ';

/** What may stand at a line's start and is replaced by another prefix. */
const anyPrefix = /^(\s*)(?:#{1,6} |[-*+] \[[ xX]\] |[-*+] |\d+[.)] )?/;

/** Gives every selected line a prefix, or takes it away when all of them have it. */
export function togglePrefix(prefix: LinePrefix): StateCommand {
  return ({ state, dispatch }) => {
    const numbers = new Set<number>();
    for (const range of state.selection.ranges) {
      const last = state.doc.lineAt(range.to).number;
      for (let n = state.doc.lineAt(range.from).number; n <= last; n += 1) numbers.add(n);
    }
    const lines = [...numbers].map((number) => state.doc.line(number));
    const remove = lines.every((line) => prefixOf(line.text).found === prefix);
    const changes = lines.map((line) => {
      const { indent, found } = prefixOf(line.text);
      const from = line.from + indent.length;
      return { from, to: from + found.length, insert: remove ? '' : prefix };
    });
    const set = state.changes(changes);
    // A caret at the start of its line belongs behind the new prefix.
    const selection = state.selection.map(set, 1);
    dispatch(state.update({ changes: set, selection, userEvent: 'input.format' }));
    return true;
  };
}

function prefixOf(text: string): { readonly indent: string; readonly found: string } {
  const match = anyPrefix.exec(text);
  const indent = match?.[1] ?? '';
  return { indent, found: (match?.[0] ?? '').slice(indent.length) };
}

/** Enter in a list: the next item; in an empty item: the end of the list. Elsewhere nothing. */
export const continueList: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  if (!main.empty || state.selection.ranges.length > 1) return false;
  const line = state.doc.lineAt(main.head);
  const match = /^(\s*(?:> ?)*)([-*+]|\d+([.)]))( \[[ xX]\])? +/.exec(line.text);
  if (match === null || main.head < line.from + match[0].length) return false;
  const [prefix, lead = '', marker = '', delimiter, box] = match;
  const rest = line.text.slice(prefix.length).replace(/\r$/, '');
  if (rest.trim() === '') {
    const changes = { from: line.from + lead.length, to: line.from + prefix.length };
    dispatch(state.update({ changes, userEvent: 'delete' }));
    return true;
  }
  const next = delimiter === undefined ? marker : `${Number.parseInt(marker, 10) + 1}${delimiter}`;
  const insert = `\n${lead}${next}${box === undefined ? '' : ' [ ]'} `;
  dispatch(
    state.update(state.replaceSelection(insert), { userEvent: 'input', scrollIntoView: true }),
  );
  return true;
};
