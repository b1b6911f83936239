import { encodeUtf8 } from 'lib0/string';
import { describe, expect, it, test } from 'vitest';
import * as Y from 'yjs';
import { admit } from '../replica/admission.ts';
import { liveLimits } from '../replica/admission-limits.ts';
import {
  copyImages,
  imageBytes,
  imageLimits,
  imagePath,
  imagePathOf,
  imageType,
  putImage,
  readImages,
  removeImage,
  runbookImages,
  unusedImages,
} from './runbook-images.ts';
import { createRunbook, duplicateRunbook } from './runbook.ts';

const png = (length: number) => {
  const bytes = new Uint8Array(length);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
};
const reason = (result: ReturnType<typeof putImage>) => (result.ok ? 'ok' : result.reason);

test('an image is kept under its path, replaced, and taken out', () => {
  const doc = new Y.Doc();
  expect(putImage(doc, 'images/a.png', png(100))).toEqual({ ok: true, changed: true });
  expect(putImage(doc, 'images/a.png', png(100))).toEqual({ ok: true, changed: false });
  expect(putImage(doc, 'images/a.png', png(90)).ok).toBe(true);
  const images = readImages(doc);
  expect([...images.keys()]).toEqual(['images/a.png']);
  expect(images.get('images/a.png')?.type).toBe('image/png');
  expect(imageBytes(images)).toBe(90);
  removeImage(doc, 'images/a.png');
  expect(readImages(doc).size).toBe(0);
});

test('what is too large, too much, no picture or out of place is refused and changes nothing', () => {
  const doc = new Y.Doc();
  expect(reason(putImage(doc, 'a.png', png(imageLimits.each + 1)))).toBe('too-large');
  expect(reason(putImage(doc, 'a.svg', encodeUtf8('<svg/>')))).toBe('not-an-image');
  for (const path of [
    '',
    '/a.png',
    '..',
    '../',
    'a/../../b.png',
    '../a/../b.png',
    'a//b.png',
    String.raw`a\b.png`,
  ]) {
    expect(reason(putImage(doc, path, png(10)))).toBe('bad-path');
  }
  for (let at = 0; at < 5; at += 1) putImage(doc, `${at}.png`, png(imageLimits.each));
  expect(reason(putImage(doc, 'more.png', png(imageLimits.each)))).toBe('full');
  // In place of itself it needs no more room.
  expect(reason(putImage(doc, '0.png', png(imageLimits.each - 1)))).toBe('ok');
});

test('what another program put there counts only if it is an image', () => {
  const doc = new Y.Doc();
  const map = runbookImages(doc);
  map.set('a.png', 'text');
  map.set('b.png', encodeUtf8('<svg onload="x"/>'));
  map.set('a/../c.png', png(10));
  map.set('d.png', png(imageLimits.each + 1));
  map.set('e.png', new Y.Map());
  map.set('f.png', png(10));
  expect([...readImages(doc).keys()]).toEqual(['f.png']);
});

test('the largest image is within what relays admit as one edit', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  putImage(doc, imagePath('01j00000000000000000000000', 'image/png'), png(imageLimits.each));
  expect(updates).toHaveLength(1);
  const [update = new Uint8Array()] = updates;
  expect(admit(update, new Map(), liveLimits)).toMatchObject({ kind: 'admitted', plain: true });
});

test('a copy of a runbook has its images, in updates that relays admit', () => {
  const source = new Y.Doc();
  createRunbook(source, { title: 'A', body: '![a](images/a.png)' }, 1, 'Ana');
  for (let at = 0; at < 5; at += 1) putImage(source, `images/${at}.png`, png(imageLimits.each));
  const target = new Y.Doc();
  const sizes: number[] = [];
  target.on('update', (update: Uint8Array) => sizes.push(update.length));
  expect(duplicateRunbook(source, target, 2, 'Ana').ok).toBe(true);
  expect([...readImages(target).keys()]).toEqual([...readImages(source).keys()]);
  expect(Math.max(...sizes)).toBeLessThan(liveLimits.maxUpdateBytes);
  const copy = new Y.Doc();
  copyImages(source, copy);
  expect(imageBytes(readImages(copy))).toBe(5 * imageLimits.each);
});

describe('the address in a text', () => {
  it.each([
    ['images/a.png', 'images/a.png'],
    ['./images/a%20b.png?raw=1', 'images/a b.png'],
    ['https://x.example/a.png', undefined],
    ['/a.png', undefined],
    ['../../img/a.png', '../../img/a.png'],
    ['./../a.png', '../a.png'],
    ['a/../a.png', undefined],
    ['data:image/png;base64,x', undefined],
  ])('%s means %s', (address, path) => {
    expect(imagePathOf(address)).toBe(path);
  });
});

test('images that the text does not mention are told', () => {
  const doc = new Y.Doc();
  putImage(doc, 'images/a.png', png(10));
  putImage(doc, 'images/b c.png', png(10));
  putImage(doc, 'images/d.png', png(10));
  const text = '100 % ![a](images/a.png) ![b](images/b%20c.png)';
  expect(unusedImages(readImages(doc), text)).toEqual(['images/d.png']);
});

test('pictures are known by their first bytes', () => {
  expect(imageType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
  expect(imageType(encodeUtf8('GIF89a'))).toBe('image/gif');
  expect(imageType(encodeUtf8('RIFF1234WEBP'))).toBe('image/webp');
  expect(imageType(encodeUtf8('<!doctype html>'))).toBeUndefined();
  expect(imageType(new Uint8Array())).toBeUndefined();
});
