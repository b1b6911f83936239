import { describe, expect, it } from 'vitest';
import type { RunbookProjection } from '../model/projection.ts';
import { runbookProjection } from '../model/projection-fixture.ts';
import { fileName, resolveAlert, type KnownRunbook } from './alert-names.ts';

function runbook(id: string, part: Partial<RunbookProjection>): KnownRunbook {
  return { doc: `runbook:${id}`, runbook: runbookProjection({ title: id, ...part }) };
}

const all = [
  runbook('text', { alerts: ['PgDown', 'Pg Lag'], aliases: ['pg-failover'] }),
  runbook('file', { sourcePath: 'ops/kubernetes/KubePodCrashLooping.md' }),
  runbook('folder', { sourcePath: 'ops/etcd/_index.md' }),
  runbook('title', { title: 'Etcd members down' }),
  runbook('old', { alerts: ['Retired'], archived: true }),
];

describe('resolveAlert', () => {
  it.each([
    ['PgDown', 'text'],
    ['pgdown', 'text'],
    ['pg_lag', 'text'],
    ['PG-Failover', 'text'],
    ['KubePodCrashLooping', 'file'],
    ['kubepodcrashlooping', 'file'],
    ['etcd', 'folder'],
    ['etcdMembersDown', 'title'],
    ['Retired', 'old'],
  ])('%s', (name, doc) => {
    expect(resolveAlert(name, all)).toEqual({ kind: 'one', doc: `runbook:${doc}` });
  });

  it('takes what a runbook says of itself before what it is called, and the letter before any case', () => {
    const named = runbook('named', { title: 'PgDown', sourcePath: 'a/PgDown.md' });
    const loud = runbook('loud', { alerts: ['PGDOWN'] });
    expect(resolveAlert('PgDown', [named, loud, ...all])).toEqual({
      kind: 'one',
      doc: 'runbook:text',
    });
    expect(resolveAlert('PGDOWN', [named, loud, ...all])).toEqual({
      kind: 'one',
      doc: 'runbook:loud',
    });
  });

  it('asks where several say the same', () => {
    const twin = runbook('twin', { alerts: ['PgDown'] });
    expect(resolveAlert('PgDown', [...all, twin])).toEqual({
      kind: 'several',
      docs: ['runbook:text', 'runbook:twin'],
    });
  });

  it('takes the file that is called Markdown before one of the same name without an ending', () => {
    const plain = runbook('plain', { sourcePath: 'team/QueueStuck' });
    const named = runbook('named', { sourcePath: 'team/QueueStuck.md' });
    expect(resolveAlert('QueueStuck', [plain, named])).toEqual({
      kind: 'one',
      doc: 'runbook:named',
    });
    expect(resolveAlert('QueueStuck', [plain])).toEqual({ kind: 'one', doc: 'runbook:plain' });
  });

  it('takes an archived one only where no other answers', () => {
    const title = runbook('current', { title: 'Retired' });
    expect(resolveAlert('Retired', [...all, title])).toEqual({
      kind: 'one',
      doc: 'runbook:current',
    });
  });

  it('offers what is named much like it, else nothing', () => {
    expect(resolveAlert('KubePodCrashLoopingOften', all)).toEqual({
      kind: 'none',
      nearest: ['runbook:file'],
    });
    expect(resolveAlert('Unheard', all)).toEqual({ kind: 'none', nearest: [] });
    expect(resolveAlert('///', all)).toEqual({ kind: 'none', nearest: [] });
  });
});

it('knows a file by its name, and a folder’s page by the folder', () => {
  expect(['a/B.md', 'a/b/_index.md', 'README.md', ''].map(fileName)).toEqual(['B', 'b', '', '']);
});
