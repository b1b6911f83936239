import { expect, test } from 'vitest';
import { declareVariable } from './declare-variable.ts';

function declared(text: string): string | undefined {
  const edit = declareVariable(text, 'host');
  return edit && text.slice(0, edit.at) + edit.insert + text.slice(edit.at);
}

test.each([
  ['no front matter', '# A\n', '---\nvariables:\n  - host\n---\n# A\n'],
  ['Windows line endings', '# A\r\n', '---\r\nvariables:\r\n  - host\r\n---\r\n# A\r\n'],
  ['an empty block', '---\n---\nx', '---\nvariables:\n  - host\n---\nx'],
  [
    'no variables yet',
    '---\ntitle: A # c\n---\nx',
    '---\ntitle: A # c\nvariables:\n  - host\n---\nx',
  ],
  [
    'nothing behind the key',
    '---\nvariables:\ntags: []\n---\n',
    '---\nvariables:\n  - host\ntags: []\n---\n',
  ],
  [
    'a list',
    '---\nvariables:\n- a\n- b # c\ntags: []\n---\n',
    '---\nvariables:\n- a\n- b # c\n- host\ntags: []\n---\n',
  ],
  [
    'a list of fields',
    '---\nvariables:\n  - name: a\n    default: b\n---\n',
    '---\nvariables:\n  - name: a\n    default: b\n  - host\n---\n',
  ],
  ['a short list', '---\nvariables: [a]\n---\n', '---\nvariables: [a, host]\n---\n'],
  ['an empty list', '---\nvariables: []\n---\n', '---\nvariables: [host]\n---\n'],
  [
    'names with fields',
    '---\nvariables:\n  a:\n    default: 1\n    description: x\n---\n',
    '---\nvariables:\n  a:\n    default: 1\n    description: x\n  host: ""\n---\n',
  ],
  [
    'names in braces',
    '---\nvariables: { a: 1 }\n---\n',
    '---\nvariables: { a: 1 , host: ""}\n---\n',
  ],
])('adds a variable where there is %s', (_, text, after) => {
  expect(declared(text)).toBe(after);
});

test.each([
  '+++\ntitle = "a"\n+++\n',
  '---\na: [\n---\n',
  '---\n{title: a}\n---\n',
  '---\nvariables: a, b\n---\n',
])('leaves alone what it cannot change without risk: %j', (text) => {
  expect(declared(text)).toBeUndefined();
});
