import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createImageSieve, imageFilePath, shownImages } from './image-paths.ts';

test('the images that a text shows are found however they are written, and nothing else', () => {
  const text = `---
cover: images/cover.png
---
![a](images/a.png "title") ![again](./images/a.png)
![b](<my image.png>) ![c](my%20other.JPG?raw=true)
![d][d] <img src="../shared/e.webp" width=3>
![far](https://example.org/f.png) ![root](/g.png) ![svg](h.svg) [link](i.png) \`![j](j.png)\`

[d]: d.gif
`;
  expect(shownImages(text)).toEqual([
    'images/a.png',
    'my image.png',
    'my other.JPG',
    '../shared/e.webp',
    'd.gif',
  ]);
});

describe('the file of an image', () => {
  it.each([
    ['team/a.md', 'images/a.png', 'team/images/a.png'],
    ['team/deep/a.md', '../images/a.png', 'team/images/a.png'],
    ['a.md', 'a.png', 'a.png'],
    ['team/a.md', '../../a.png', undefined],
    ['a.md', '../../../etc/a.png', undefined],
    ['team/a.md', 'a.sh', undefined],
    ['team/a.md', `${'x'.repeat(300)}.png`, undefined],
  ])('of %s, %s is %s', (runbook, image, path) => {
    expect(imageFilePath(runbook, image)).toBe(path);
  });

  it('never leaves the folder', () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'b.png', '.png', 'a\\b', '%2e%2e', '~');
    const paths = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(paths, paths, (runbook, image) => {
        const path = imageFilePath(runbook, image);
        if (path === undefined) return;
        expect(path.startsWith('/')).toBe(false);
        expect(path.split('/')).not.toContain('..');
        expect(path).not.toContain('\\');
      }),
      { numRuns: 2000 },
    );
  });
});

test('the sieve lets through every image that a text shows', () => {
  const name = fc
    .stringMatching(/^[a-zé0-9 _().-]{0,12}$/)
    .filter((words) => words.trim() === words && words !== '' && !words.startsWith('.'));
  const written = fc.constantFrom(
    (path: string) => `![](<${path}>)`,
    (path: string) => `![](${encodeURI(path).replace(/[()]/g, '\\$&')})`,
    (path: string) => `![](${encodeURIComponent(path).replace(/[()]/g, (one) => `\\${one}`)})`,
    (path: string) => `![](${encodeURI(path).replace(/[()_.-]/g, '\\$&')})`,
    (path: string) => `<img src="${path}">`,
  );
  fc.assert(
    fc.property(name, fc.constantFrom('png', 'JPG', 'webp'), written, (words, ending, write) => {
      const path = `${words}.${ending}`;
      const text = write(path);
      const sieve = createImageSieve();
      sieve.add(text);
      for (const shown of shownImages(text)) expect(sieve.mayBeShown(shown)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  const sieve = createImageSieve();
  sieve.add('![](images/overview.png)');
  expect(['x/overview.png', 'x/holiday.png', 'overview.svg'].map(sieve.mayBeShown)).toEqual([
    true,
    false,
    false,
  ]);
});
