import { EditorSelection, EditorState, type StateCommand } from '@codemirror/state';
import { expect, test } from 'vitest';
import { continueList, insertLink, toggleMark, togglePrefix } from './formatting.ts';

/** `text` with `[` and `]` replaced by the selection's ends, shown as `«` and `»`. */
function run(marked: string, command: StateCommand): string {
  const from = marked.indexOf('«');
  const text = marked.replace('«', '').replace('»', '');
  const to = marked.replace('«', '').indexOf('»');
  let state = EditorState.create({
    doc: text,
    selection: EditorSelection.single(from, to < 0 ? from : to),
  });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  const { main } = state.selection;
  const doc = state.doc.toString();
  return `${doc.slice(0, main.from)}«${main.empty ? '' : `${doc.slice(main.from, main.to)}»`}${doc.slice(main.to)}`;
}

test('a mark is put around the selection, and taken away again', () => {
  expect(run('a «b» c', toggleMark('**'))).toBe('a **«b»** c');
  expect(run('a **«b»** c', toggleMark('**'))).toBe('a «b» c');
  expect(run('a «', toggleMark('`'))).toBe('a `«`');
});

test('a selection becomes a link, an address a link to it', () => {
  expect(run('see «docs»', insertLink)).toBe('see [docs](«https://»)');
  expect(run('«https://a.b»', insertLink)).toBe('[«](https://a.b)');
});

test('lines get one prefix, whatever they had, and lose it again', () => {
  expect(run('«a\n# b»', togglePrefix('- '))).toBe('- «a\n- b»');
  expect(run('«- a\n- b»', togglePrefix('- '))).toBe('«a\nb»');
  expect(run('  - «a', togglePrefix('- [ ] '))).toBe('  - [ ] «a');
  expect(run('«', togglePrefix('## '))).toBe('## «');
});

test('Enter goes on with a list', () => {
  expect(run('- a«', continueList)).toBe('- a\n- «');
  expect(run('  9. a«', continueList)).toBe('  9. a\n  10. «');
  expect(run('- [x] a«', continueList)).toBe('- [x] a\n- [ ] «');
  expect(run('> - a«', continueList)).toBe('> - a\n> - «');
});

test('Enter in an empty item ends the list', () => {
  expect(run('- a\n- «', continueList)).toBe('- a\n«');
});

test('Enter elsewhere is not ours', () => {
  expect(run('a«', continueList)).toBe('a«');
  expect(run('«- a', continueList)).toBe('«- a');
});
