import { insertNewline } from '@codemirror/commands';
import { EditorState, type StateCommand, type TransactionSpec } from '@codemirror/state';
import { expect, test } from 'vitest';
import { carriageReturns } from './carriage-returns.ts';

function open(text: string, caret: number): EditorState {
  return EditorState.create({
    doc: text,
    selection: { anchor: caret },
    extensions: [carriageReturns(text)],
  });
}

function apply(state: EditorState, spec: TransactionSpec): EditorState {
  return state.update(spec).state;
}

function run(state: EditorState, command: StateCommand): EditorState {
  let next = state;
  command({ state, dispatch: (transaction) => (next = transaction.state) });
  return next;
}

const text = 'one\r\ntwo\r\n';
const words = (state: EditorState) => state.doc.sliceString(0, state.doc.length, '\n');

test('offsets equal those of the text, and nothing changes by opening', () => {
  expect(open(text, 0).doc.length).toBe(text.length);
  expect(words(open(text, 0))).toBe(text);
});

test('a new line ends as the others do', () => {
  const state = run(open(text, 3), insertNewline);
  expect(words(state)).toBe('one\r\n\r\ntwo\r\n');
  const typed = apply(state, state.replaceSelection('x'));
  expect(words(typed)).toBe('one\r\nx\r\ntwo\r\n');
});

test('joining lines takes the whole ending', () => {
  const backspace = apply(open(text, 5), { changes: { from: 4, to: 5 } });
  expect(words(backspace)).toBe('onetwo\r\n');
  const forward = apply(open(text, 3), { changes: { from: 3, to: 4 } });
  expect(words(forward)).toBe('onetwo\r\n');
});

test('the caret never stands between the two characters of an ending', () => {
  expect(apply(open(text, 0), { selection: { anchor: 4 } }).selection.main.head).toBe(3);
});

test('pasted text takes the ending of the text it comes into', () => {
  const paste = { changes: { from: 0, insert: 'a\nb\r\nc' } };
  expect(words(apply(open(text, 0), paste))).toBe('a\r\nb\r\ncone\r\ntwo\r\n');
  const unix = apply(open('one\n', 0), { changes: { from: 0, insert: 'a\r\nb\r\n' } });
  expect(words(unix)).toBe('a\nb\none\n');
});

test('lines of another kind elsewhere in the text are left alone', () => {
  const mixed = 'one\r\ntwo\nthree\r\n';
  expect(words(apply(open(mixed, 0), { changes: { from: 0, insert: 'x' } }))).toBe(`x${mixed}`);
});
