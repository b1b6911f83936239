import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { putImage, readImages, runbookImages } from '../model/runbook-images.ts';
import { planImageExport } from './export-images.ts';
import { pngOf } from './image-fixture.ts';

function holding(images: Readonly<Record<string, Uint8Array>>): ReturnType<typeof readImages> {
  const doc = new Y.Doc();
  for (const [path, bytes] of Object.entries(images)) putImage(doc, path, bytes);
  return readImages(doc);
}

test('runbooks that show the same image share its file; a different one of that name is told of', () => {
  const held = new Map([
    ['runbook:a', holding({ 'images/x.png': pngOf(1), 'y.png': pngOf(2) })],
    ['runbook:b', holding({ 'images/x.png': pngOf(1) })],
    ['runbook:c', holding({ '../images/x.png': pngOf(3), '../images/z.png': pngOf(4) })],
  ]);
  const { files, left } = planImageExport(
    [
      { name: 'runbook:a', path: 'team/a.md' },
      { name: 'runbook:b', path: 'team/b.md' },
      { name: 'runbook:c', path: 'team/deep/c.md' },
      { name: 'runbook:d', path: 'team/d.md' },
    ],
    (name) => held.get(name),
  );
  expect(files).toEqual([
    { path: 'team/images/x.png', bytes: pngOf(1) },
    { path: 'team/y.png', bytes: pngOf(2) },
    { path: 'team/images/z.png', bytes: pngOf(4) },
  ]);
  expect(left).toEqual([
    {
      runbook: 'team/deep/c.md',
      image: '../images/x.png',
      problem: 'another runbook has a different image of that name',
    },
  ]);
});

test('no image leads out of the folder, is called otherwise, or stands in a folder’s place', () => {
  const doc = new Y.Doc();
  const paths = [
    '../../x.png',
    '../../../../etc/x.png',
    'run.sh',
    'b.png',
    'c.md/x.png',
    'IMG.png',
  ];
  for (const path of paths) runbookImages(doc).set(path, pngOf(1));
  runbookImages(doc).set('img.png', pngOf(2));
  const { files, left } = planImageExport(
    [
      { name: 'runbook:a', path: 'team/a.md' },
      { name: 'runbook:b', path: 'team/b.png/b.md' },
    ],
    (name) => (name === 'runbook:a' ? readImages(doc) : undefined),
  );
  expect(files.map(({ path }) => path)).toEqual(['team/IMG.png', 'team/c.md/x.png']);
  expect(left.map(({ image }) => image).toSorted()).toEqual(
    ['../../../../etc/x.png', '../../x.png', 'b.png', 'img.png', 'run.sh'].toSorted(),
  );
});
