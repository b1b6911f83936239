import { runbookProjection } from '@holdfast/shared/model/projection-fixture';
import { expect, test } from 'vitest';
import type { RunbookRow } from './list-model.ts';
import { tellingPaths } from './telling-paths.ts';

function row(title: string, sourcePath: string, index: number): RunbookRow {
  return { name: `runbook:${index}`, runbook: runbookProjection({ title, sourcePath }) };
}

/** What is shown for runbooks of one title with these paths. */
function shown(...paths: readonly string[]): readonly (string | undefined)[] {
  const telling = tellingPaths(paths.map((path, index) => row('Pod crash looping', path, index)));
  return paths.map((_, index) => telling.get(`runbook:${index}`));
}

test('a title of its own needs no path', () => {
  expect(tellingPaths([row('A', 'a.md', 1), row('B', 'b.md', 2)]).size).toBe(0);
});

test('what all paths of a title share is left out, at both ends', () => {
  expect(shown('ops/teams/aws/eu/pod.md', 'ops/teams/gcp/eu/pod.md')).toEqual([
    '…/aws/…',
    '…/gcp/…',
  ]);
  expect(shown('ops/dns/a.md', 'ops/dns/b.md')).toEqual(['…/a.md', '…/b.md']);
  expect(shown('aws/pod.md', 'gcp/pod.md')).toEqual(['aws/…', 'gcp/…']);
});

test('each keeps a part of its own, also where one path is the end or the start of another', () => {
  expect(shown('pod.md', 'old/pod.md')).toEqual(['pod.md', 'old/pod.md']);
  expect(shown('a/a/pod.md', 'a/pod.md')).toEqual(['…/a/pod.md', '…/pod.md']);
  expect(shown('ops/pod.md', 'ops/pod.md')).toEqual(['…/pod.md', '…/pod.md']);
});

test('beside runbooks that came from no file, all of the path is shown', () => {
  expect(shown('', 'ops/dns/pod.md')).toEqual([undefined, 'ops/dns/pod.md']);
});
