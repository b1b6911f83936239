import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lint, lintText, readLintPiece, type LintContext } from './lint.ts';

const context: LintContext = {
  owners: ['Ana'],
  variables: new Set(['host']),
  deadLink: (href) => (href.startsWith('missing') ? 'file' : undefined),
};

function problems(text: string, given: Partial<LintContext> = {}): readonly string[] {
  return lintText(text, { ...context, ...given }).map(
    ({ rule, from, to }) => `${rule}: ${text.slice(from, to)}`,
  );
}

test('a text in order has no problems', () => {
  expect(problems('## A\n\n### B\n\n## C\n\nSee [B](#b).\n\n```sh\nssh {{host}}\n```\n')).toEqual(
    [],
  );
});

test('a runbook that is nobody’s says so', () => {
  expect(problems('text', { owners: [] })).toEqual(['no-owner: ']);
});

test('a level left out is told at the heading; going back up any number is fine', () => {
  expect(problems('## A\n\n#### B\n\n# C\n')).toEqual(['heading-skipped: #### B']);
  expect(problems('### A\n')).toEqual(['heading-skipped: ### A']);
});

test('links that lead nowhere', () => {
  expect(problems('[a](#nowhere) [b](#b%20) [c](missing.md) [d](https://x.example)\n')).toEqual([
    'dead-link: [a](#nowhere)',
    'dead-link: [b](#b%20)',
    'dead-link: [c](missing.md)',
  ]);
  expect(problems('[a]\n\n[a]: missing.md\n')).toEqual(['dead-link: [a]: missing.md']);
});

test('addresses that nothing opens', () => {
  const text = '[a](runbook:nope) [b](javascript:x) [c]() ![d](data:x) [e](mailto:a@b.example)';
  expect(problems(text)).toEqual([
    'dead-link: [a](runbook:nope)',
    'dead-link: [b](javascript:x)',
    'dead-link: [c]()',
    'dead-link: ![d](data:x)',
  ]);
});

test('anchors count as readers make them, given ones and templates too', () => {
  const text = '## Ä b\n\n## Same\n\n## Same\n\n<a name="old"></a>\n\n';
  expect(problems(`${text}[1](#ä-b) [2](#same-1) [3](#old) [4](#) [5](#%C3%A4-b)`)).toEqual([]);
  expect(problems('[a]({{< ref "b" >}}) [b]({%link%})')).toEqual([]);
});

test('links in code lead nowhere and need not', () => {
  expect(problems('`[a](missing.md)`\n\n    [a](#b)\n')).toEqual([]);
});

test('variables in commands must be declared; words and templates of other programs are let be', () => {
  expect(problems('Log in to {{node}}: `ssh {{node}}` on {{host}} `ssh {{host}}`')).toEqual([
    'unfilled-variable: {{node}}',
  ]);
  expect(problems('```sh\nssh {{a}} {{b}}\n```\n')).toEqual([
    'unfilled-variable: {{a}}',
    'unfilled-variable: {{b}}',
  ]);
  expect(problems('`{{ .Values.x }} {{ $labels.pod }} {{.Names}}`')).toEqual([]);
  expect(problems('```yaml\nsummary: {{instance}}\n```\n')).toEqual([]);
});

test('secrets are told wherever they stand', () => {
  const token = ['gh', 'p_q7Xw2Lk9ZrT4vB8nM3pD6sF1hJ5gC0yAabcd'].join('');
  expect(problems(`a\n\n\`\`\`sh\nexport T=${token}\n\`\`\`\n`)).toEqual([`secret: ${token}`]);
});

test('read in pieces gives what read at once gives', () => {
  const block = fc.constantFrom(
    '# A\n\n',
    '### B\n\n',
    'See [a](#a), [b](#b-1), [c](missing.md).\n\n',
    '`ssh {{node}}`\n\n',
    '```sh\ncurl {{url}}\n```\n\n',
    'words 🙂\r\n\r\n',
  );
  fc.assert(
    fc.property(fc.array(fc.array(block, { maxLength: 5 }), { maxLength: 5 }), (parts) => {
      const texts = parts.map((blocks) => blocks.join(''));
      let start = 0;
      const pieces = texts.map((text) => {
        const piece = { start, piece: readLintPiece(text) };
        start += text.length;
        return piece;
      });
      expect(lint(pieces, context)).toEqual(lintText(texts.join(''), context));
    }),
    { numRuns: 30 },
  );
});
