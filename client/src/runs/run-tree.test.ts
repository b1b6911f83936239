import { declaredVariables } from '@holdfast/shared/markdown/variables';
import { readRunnable } from '@holdfast/shared/markdown/steps';
import type { Nodes } from 'hast';
import { describe, expect, test } from 'vitest';
import { readOn, readPieces } from '../ui/markdown/markdown-pieces.ts';
import { copyCaution } from '../ui/markdown/copy-caution.ts';
import { markRun } from './run-tree.ts';

/** Every marked tree of a text, as the run view draws it. */
function marked(text: string, values: Readonly<Record<string, string>> = {}, title = '') {
  let read = readPieces(text, title);
  while (!read.complete) read = readOn(read);
  const { steps } = readRunnable(text);
  const declared = new Set(declaredVariables(text).map(({ name }) => name));
  return read.shown.map(
    (piece) =>
      markRun(piece.markdown, piece.start, {
        steps,
        values: new Map(Object.entries(values)),
        declared,
      }).tree,
  );
}

function collect<T>(nodes: readonly Nodes[], pick: (node: Nodes) => T | undefined): T[] {
  return nodes.flatMap((node) => {
    const found = pick(node);
    const below = 'children' in node ? collect<T>(node.children, pick) : [];
    return found === undefined ? below : [found, ...below];
  });
}

function places(text: string, title = ''): readonly unknown[] {
  return collect(marked(text, {}, title), (node) =>
    node.type === 'element' && node.tagName !== 'footer'
      ? (node.properties['dataStep'] ?? undefined)
      : undefined,
  );
}

function words(nodes: readonly Nodes[]): string {
  return collect(nodes, (node) => (node.type === 'text' ? node.value : undefined)).join('');
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('every step has its element, in order', () => {
  test.each([
    ['lists', '## Do\n\n1. One\n2. Two\n   - [ ] Inner\n\n- [x] Three\n- no step\n  1. Deep\n', 5],
    ['sections', '# T\n\nIntro.\n\n## A\n\nText.\n\n## B\n\n```sh\nx\n```\n', 2],
    ['quotes', '> [!NOTE]\n> 1. One\n> 2. Two\n', 2],
    ['windows', '---\r\ntitle: x\r\n---\r\n\r\n1. One\r\n2. Two\r\n', 2],
    ['mark', '\uFEFF1. One\n\n## A\n\nText\n', 2],
    ['one text', 'Only words.', 1],
    ['html', '<details>\n\n1. One\n\n</details>\n\n## A\n\n<b>x</b>\n', 2],
  ])('%s', (_, text, count) => {
    expect(readRunnable(text).steps).toHaveLength(count);
    expect(places(text)).toEqual(upTo(count));
  });

  test('where the title stands above the page and is left out of the text', () => {
    const text = '# Restart it\n\nDo this:\n\n```sh\nrestart\n```\n\n## Then\n\nLook.\n';
    expect(places(text, 'Restart it')).toEqual([0, 1]);
  });

  test('in a text that is read in parts', () => {
    const section = (n: number) => `## Part ${n}\n\n1. One\n\n${'Words. '.repeat(60)}\n\n`;
    expect(places(upTo(150).map(section).join(''))).toEqual(upTo(150));
    const plain = (n: number) => `## Part ${n}\n\n${'Words. '.repeat(60)}\n\n`;
    expect(places(upTo(150).map(plain).join(''))).toEqual(upTo(150));
  });
});

test('boxes that were written are gone, words stay', () => {
  const nodes = marked('- [x] Done before\n\n  more\n');
  expect(
    collect(nodes, (node) => (node.type === 'element' ? node.tagName : undefined)),
  ).not.toContain('input');
  expect(words(nodes)).toContain('Done before');
});

describe('variables', () => {
  test('are filled into text, code and links', () => {
    const text =
      '1. On {{host}}: `ssh {{host}} ls`, [x](https://a.example/{{host}})\n\n```sh\nping {{host}}\n```\n';
    const nodes = marked(text, { host: 'pg a' });
    expect(words(nodes)).toContain('On pg a: ssh pg a ls, x');
    expect(words(nodes)).toContain('ping pg a');
    expect(words(nodes)).not.toContain('{{');
    const hrefs = collect(nodes, (node) =>
      node.type === 'element' ? (node.properties['href'] ?? undefined) : undefined,
    );
    expect(hrefs).toEqual(['https://a.example/pg%20a']);
    const hostile = collect(nodes, (node) =>
      node.type === 'element' ? (node.properties['dataHostile'] ?? undefined) : undefined,
    );
    expect(hostile).toEqual([true, true, true]);
  });

  test('that are empty stay as written, and so does what other tools mean', () => {
    const text = '1. {{host}} {{ .Values.x }}\n\n```yaml\nhost: {{host}}\n```\n';
    expect(words(marked(text))).toContain('{{host}} {{ .Values.x }}');
    expect(words(marked(text, { host: 'pg' }))).toContain('host: {{host}}');
    const declared = `---\nvariables: [host]\n---\n\n${text}`;
    expect(words(marked(declared, { host: 'pg' }))).toContain('host: pg');
  });
});

test('a copy of code comes with what to mind about it', () => {
  const text =
    '1. Do\n\n```sh\nlogin {{token}} {{user}} {{token}}\n```\n\n```sh\nping {{host}}\n```\n\n```sh\nls {{dir}}\n```\n';
  const nodes = marked(text, { host: 'a; reboot', dir: '/tmp' });
  const cautions = collect(nodes, (node) =>
    node.type === 'element' && node.tagName === 'pre' ? (copyCaution(node) ?? '') : undefined,
  );
  expect(cautions).toEqual([
    expect.stringContaining('token, user are not filled in'),
    expect.stringContaining('more than one word in host'),
    '',
  ]);
});
