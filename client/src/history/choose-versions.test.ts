import type { RecordedVersion } from '@holdfast/shared/model/versions';
import { expect, test } from 'vitest';
import { chooseVersions, versionEntries } from './choose-versions.ts';

function version(hash: string): RecordedVersion {
  return { version: hash, atMs: 1, name: '', people: [], records: [] };
}

const versions = ['v1', 'v2', 'v1', 'v3'].map(version);
const keys = (now: string) => versionEntries(versions, now).map(({ key }) => key);

test('the text as it is now stands at the head, once', () => {
  expect(keys('v4')).toEqual(['now', 'v3', 'v1', 'v2', 'v1']);
  expect(keys('v3')).toEqual(['v3', 'v1', 'v2', 'v1']);
  expect(versionEntries([], 'v1')).toEqual([{ key: 'now', isNow: true }]);
});

test('without a wish the newest is compared with the one before', () => {
  const entries = versionEntries(versions, 'v3');
  expect(chooseVersions(entries, { from: '', to: '' })).toEqual({
    from: entries[1],
    to: entries[0],
  });
  expect(chooseVersions(entries, { from: '', to: 'v2' })).toEqual({
    from: entries[3],
    to: entries[2],
  });
  const [only] = versionEntries([], 'v1');
  expect(chooseVersions(versionEntries([], 'v1'), { from: '', to: '' })).toEqual({
    from: 'none',
    to: only,
  });
});

test('any two are compared, and what is not kept is not found', () => {
  const entries = versionEntries(versions, 'v3');
  expect(chooseVersions(entries, { from: 'v2', to: 'now' })).toEqual({
    from: entries[2],
    to: entries[0],
  });
  expect(chooseVersions(entries, { from: 'gone', to: 'now' }).from).toBeUndefined();
  expect(chooseVersions(entries, { from: '', to: 'gone' })).toEqual({
    from: 'none',
    to: undefined,
  });
});
