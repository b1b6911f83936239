import { expect, it } from 'vitest';
import { textLinks } from './text-links.ts';

it('gives what leads to other texts, as written, each once', () => {
  const text = `---
title: x
---
See [DNS](./dns/loss.md#first), [again](./dns/loss.md#first) and [own](/runbooks/01abc).
![picture](images/a.png) [here](#steps) [web](https://example.org) [mail](mailto:a@b.c)
[brackets](a_(b).md) [title](c.md "Title")

[ref]: <../other.md>

\`\`\`
[code](no.md)
\`\`\`
`;
  expect(textLinks(text)).toEqual([
    './dns/loss.md#first',
    '/runbooks/01abc',
    'images/a.png',
    'a_(b).md',
    'c.md',
    '../other.md',
  ]);
});

it.each(['[a]('.repeat(100_000), ']('.repeat(100_000), `[a](${'('.repeat(3_000)}`])(
  'ends on hostile text %#',
  (text) => expect(textLinks(text).length).toBeLessThanOrEqual(100),
);
