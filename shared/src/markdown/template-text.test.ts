import { expect, test } from 'vitest';
import { templateText } from './template-text.ts';

test('a text without front matter stays as it is, but for its title', () => {
  expect(templateText('## Meaning\n\ntext\n', 'Any')).toBe('## Meaning\n\ntext\n');
  expect(templateText('# Loss of a zone\n\n## Meaning\n', 'Loss of a zone')).toBe('## Meaning\n');
  expect(templateText('Loss of a zone\n====\n\n## Meaning\n', 'Loss of a zone')).toBe(
    '## Meaning\n',
  );
  expect(templateText('# Another\n\ntext\n', 'Loss of a zone')).toBe('# Another\n\ntext\n');
});

test('what is about the one runbook is left out; variables, tags and intervals stay', () => {
  const text = `---
title: Restore
owners: [Ana]
alerts:
  - RestoreFailed
tags: [backup] # all of them
variables:
  host:
    default: db-1
review_in: 90d
---

# Restore

## Meaning
`;
  expect(templateText(text, 'Restore')).toBe(`---
tags: [backup] # all of them
variables:
  host:
    default: db-1
review_in: 90d
---

## Meaning
`);
});

test('links to files beside it lead elsewhere, or are words', () => {
  const text = 'See [the *other*](other.md#a), [web](https://x.example), [here](#b).\n';
  expect(templateText(text, 'A')).toBe('See the *other*, [web](https://x.example), [here](#b).\n');
  expect(templateText(text, 'A', (href) => `/runbooks/1${href.slice(8)}`)).toBe(
    'See [the *other*](/runbooks/1#a), [web](https://x.example), [here](#b).\n',
  );
});

test('nothing of front matter is left where it was all about the one, or cannot be read', () => {
  expect(templateText('---\ntitle: A\nowner: B\n---\n## M\n', 'A')).toBe('## M\n');
  expect(templateText('---\na: [\n---\n## M\n', 'A')).toBe('## M\n');
  expect(templateText('+++\ntitle = "A"\n+++\n## M\n', 'A')).toBe('## M\n');
});
