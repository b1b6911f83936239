import { readMapSources } from '@holdfast/shared/map-transfer/read-sources';
import { expect, test } from 'vitest';
import { whyNothing } from './what-was-read.ts';

test('every file that brings nothing is told, with why', () => {
  const files = [
    { path: 'bad.yaml', text: 'a: [' },
    { path: 'other.xml', text: '<svg/>' },
    { path: 'empty.yaml', text: 'holdfast: map' },
  ];
  const texts = {
    files,
    tooLarge: ['huge.json'],
    notText: ['binary.xml'],
    folders: [],
    passedOver: 2,
  };
  const why = whyNothing(readMapSources(files), texts);
  for (const path of ['bad.yaml', 'other.xml', 'empty.yaml', 'huge.json', 'binary.xml'])
    expect(why.filter((line) => line.startsWith(path))).toHaveLength(1);
  expect(why.at(-1)).toBe('2 files passed over');
});
