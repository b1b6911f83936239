import { utf8ByteLength } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import { maxPlainTextBytes, plainText } from './plain-text.ts';
import { maxSummaryLength, summarize } from './summary.ts';
import { firstHeading, titleFromPath } from './title.ts';

const sample = `---
title: x
---
<!-- not
shown -->
# Restore *from* \`backup\`

{{< hint info >}}
> [!NOTE]
> Ask **Ana**, see [the board](https://example.org/a_(b)) or <https://example.org>.

- [ ] Stop the \`orders_api\` service
2. Next &amp; last

| Step | Who |
|:-----|----:|
| a \\| b | Bo |

~~~sh
# not a heading
pg_restore --dbname=orders *.dump
~~~
<b>End</b> of file_name_here
`;

describe('plainText', () => {
  it('keeps words and commands, drops markup', () => {
    expect(plainText(sample).split('\n')).toEqual([
      'Restore from backup',
      '{{< hint info >}}',
      'Ask Ana, see the board or https://example.org.',
      'Stop the orders_api service',
      'Next & last',
      'Step Who',
      'a | b Bo',
      '\t# not a heading',
      '\tpg_restore --dbname=orders *.dump',
      'End of file_name_here',
    ]);
  });

  it('is at most 64 KB of UTF-8, in whole characters', () => {
    const text = plainText('a😀한\n'.repeat(20_000));
    const sizeBytes = utf8ByteLength(text);
    expect(sizeBytes).toBeLessThanOrEqual(maxPlainTextBytes);
    expect(sizeBytes).toBeGreaterThan(maxPlainTextBytes - 8);
    expect(text).not.toMatch(/\p{Surrogate}/u);
    expect(utf8ByteLength(plainText('한'.repeat(100_000)))).toBe(maxPlainTextBytes - 1);
  });

  it.each([
    '*a '.repeat(300_000),
    '['.repeat(500_000),
    '-'.repeat(500_000),
    `# ${' '.repeat(500_000)}x`,
    `${'*a '.repeat(300)}\n`.repeat(500),
    `${'<a '.repeat(300)}\n`.repeat(500),
    `${'-'.repeat(900)}x\n`.repeat(500),
    `${'|'.repeat(900)}x\n`.repeat(500),
    `${'['.repeat(900)}x\n`.repeat(500),
    `${'_'.repeat(900)}x\n`.repeat(500),
    '`'.repeat(500_000),
  ])('ends on hostile text %#', (text) => {
    expect(plainText(text).length).toBeLessThanOrEqual(maxPlainTextBytes);
    expect(summarize(text).length).toBeLessThanOrEqual(maxSummaryLength);
  });
});

describe('summarize', () => {
  it('takes the first paragraph with prose', () => {
    expect(summarize('# A\n\n| a |\n|---|\n\nThe primary\nis gone. Writes fail.\n\nMore.')).toBe(
      'The primary is gone. Writes fail.',
    );
    expect(summarize('# Only a heading\n')).toBe('');
  });

  it('ends long prose at a sentence, else at a word', () => {
    expect(summarize(`${'Word '.repeat(20)}end. ${'more '.repeat(50)}`)).toBe(
      `${'Word '.repeat(20)}end.`,
    );
    const cut = summarize('word '.repeat(100));
    expect(cut).toMatch(/word…$/);
    expect(cut.length).toBeLessThanOrEqual(maxSummaryLength);
    expect(summarize('😀'.repeat(300))).toMatch(/^😀+…$/u);
  });
});

describe('titles', () => {
  it.each([
    ['text\n\n## A `b` #\n# C\n', 'A b'],
    ['Setext\n===\n', 'Setext'],
    ['```\n# no\n```\n# yes\n', 'yes'],
    ['````\n```\n# no\n````\n# yes\n', 'yes'],
    ['- item\n---\n#\n#no\n    # no\n', undefined],
    ['---\ntitle: a\n---\ntext', undefined],
    ['para\r\n\r\n#\tTab\r\n', 'Tab'],
  ])('first heading of %j', (text, heading) => {
    expect(firstHeading(text)).toBe(heading);
  });

  it.each([
    ['alerts/KubePodCrashLooping.md', 'KubePodCrashLooping'],
    ['content/node/_index.md', 'node'],
    ['README.md', 'README'],
    ['', undefined],
    ['.md', undefined],
  ])('from the path %j', (path, title) => {
    expect(titleFromPath(path)).toBe(title);
  });
});
