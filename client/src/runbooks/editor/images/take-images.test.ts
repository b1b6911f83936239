import { readImages } from '@holdfast/shared/model/runbook-images';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { takeImages, type TakeDeps } from './take-images.ts';

const png = (length: number) => {
  const bytes = new Uint8Array(length);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
};

function deps(): TakeDeps {
  let at = 0;
  return {
    doc: new Y.Doc(),
    random: { bytes: (length) => new Uint8Array(length).fill((at += 1)) },
    nowMs: () => 0,
  };
}

const file = (name: string, bytes: Uint8Array<ArrayBuffer>) => new File([bytes], name);

test('small pictures are kept, and stand in the text by their names', async () => {
  const { doc, ...rest } = deps();
  const taken = await takeImages(
    [file('lag_over [time].png', png(100)), file('image.png', png(90))],
    { doc, ...rest },
  );
  expect(taken.problems).toEqual([]);
  const paths = [...readImages(doc).keys()];
  expect(paths).toHaveLength(2);
  expect(taken.markdown).toBe(`![lag over time](${paths[0]})\n![Image](${paths[1]})`);
  expect(paths[0]).toMatch(/^images\/[0-9a-z]{26}\.png$/);
});

test('what is too large, no picture, or too much is refused in words; the rest is kept', async () => {
  const given = deps();
  const svg = new TextEncoder().encode('<svg/>');
  const taken = await takeImages(
    [file('film.png', png(3_400_000)), file('logo.svg', svg), file('ok.png', png(50))],
    given,
  );
  expect(taken.markdown).toMatch(/^!\[ok\]/);
  expect(taken.problems).toEqual([
    expect.stringContaining('film.png has 3.4 MB. An image in a runbook has at most 200 kB'),
    expect.stringContaining('logo.svg is not a picture'),
  ]);
  const many = Array.from({ length: 6 }, (_, at) => file(`${at}.png`, png(199_000)));
  const { problems } = await takeImages(many, given);
  expect(problems).toEqual([expect.stringContaining('no room for 5.png')]);
});
