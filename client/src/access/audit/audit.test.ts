import { ownedLabel } from '@holdfast/shared/access/owned-label';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { noteInvited, readInvited } from '@holdfast/shared/access/invited';
import {
  acceptDevice,
  readWorkspaceAccess,
  restrictDocument,
  revoke,
} from '@holdfast/shared/access/workspace-access';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { keyOf, tokenOf } from '../people/access-fixture.ts';
import { accessOf, peopleOf } from '../people/directory.ts';
import { asCsv, asTime } from './audit-file.ts';
import { eventOf, readAuditLog, whyOf } from './audit-lines.ts';
import { filterRecord, recordOf } from './record.ts';

describe('what the workspace records', () => {
  const doc = new Y.Doc();
  const via = tokenOf({ jti: 'c1', sub: 'cleo', name: 'Cleo', role: 'admin' });
  const device = keyOf(1);
  acceptDevice(doc, 'a1', { token: tokenOf({ jti: 'a1' }), device, label: 'Phone', atMs: 2000 });
  noteInvited(doc, {
    token: tokenOf({ jti: 'b1', sub: 'ben', name: 'Ben', via }),
    by: 'Cleo',
    atMs: 3000,
  });
  acceptDevice(doc, 's1', {
    token: tokenOf({ jti: 's1', kind: 'break-glass', name: 'Safe', life: 60, via }),
    device: keyOf(2),
    label: ownedLabel('Nora', 'Chrome on Linux'),
    atMs: 4000,
  });
  restrictDocument(doc, 'runbook:01abc', ['ana', 'zoe'], { by: 'Cleo', atMs: 5000 });
  revoke(doc, { device: thumbprintOf(device) }, { by: 'Cleo', reason: 'Lost', atMs: 6000 });
  const access = readWorkspaceAccess(doc);
  const all = accessOf({ access, invited: readInvited(doc) }, 7000);
  const rows = recordOf({ access, all, people: peopleOf(all) }, (name) => `Title of ${name}`);

  it('has nothing of the tokens that it is read from', () => {
    const told = JSON.stringify(rows);
    const [header = '', payload = '', signature = ''] = tokenOf({ jti: 'a1' }).split('.');
    for (const part of [header, payload, signature, ...via.split('.')])
      expect(told).not.toContain(part);
  });

  it('is told the latest first, by whom and about whom', () => {
    expect(rows.map(({ kind, by, about, detail }) => [kind, by, about, detail])).toEqual([
      ['sealed', 'Cleo', 'Safe', 'editor'],
      ['cut-off', 'Cleo', 'Phone (Ana)', 'Lost'],
      ['restricted', 'Cleo', 'Title of runbook:01abc', 'Ana, zoe'],
      ['break-glass', 'Nora', 'Safe', 'Chrome on Linux, editor'],
      ['invited', 'Cleo', 'Ben', 'editor'],
      ['joined', 'Ana', 'Phone', 'editor'],
    ]);
  });

  it('is narrowed by words, kind and day', () => {
    const kinds = (asked: Partial<Parameters<typeof filterRecord>[1]>) =>
      filterRecord(rows, { query: '', kind: '', sinceMs: -Infinity, ...asked }).map(
        ({ kind }) => kind,
      );
    expect(kinds({ query: 'cleo lost' })).toEqual(['cut-off']);
    expect(kinds({ kind: 'joined' })).toEqual(['joined']);
    expect(kinds({ sinceMs: 5000 })).toEqual(['sealed', 'cut-off', 'restricted']);
  });
});

it('tables for spreadsheets hold what people write, and run none of it', () => {
  const rows = [
    ['=1+1', 'a,b'],
    ['say "hi"', 2],
  ] as const;
  expect(asCsv(['who', 'what'], rows)).toBe(`who,what\r\n'=1+1,"a,b"\r\n"say ""hi""",2\r\n`);
  expect([asTime(0), asTime(Infinity)]).toEqual(['1970-01-01T00:00:00.000Z', '']);
});

it('a relay’s log is read the latest first, and what is odd is counted', () => {
  const log = [
    '{"at":"2026-03-01T12:00:00.000Z","relay":"a","what":"connected","way":"link","person":"ana"}',
    'odd',
    '{"what":"no time"}',
    '{"at":"2026-03-01T12:01:00.000Z","relay":"a","what":"refused","way":"sync","reason":"expired","times":3}',
    '',
  ].join('\n');
  const { lines, skipped } = readAuditLog(log);
  expect(lines.map(({ what }) => what)).toEqual(['refused', 'connected']);
  expect(skipped).toBe(2);
  expect(lines[0] && whyOf(lines[0])).toBe(
    'The access has ended. Ask an admin for a new invitation.',
  );
});

it('what admins changed is told in a relay’s log as what it was', () => {
  const log = [
    { what: 'issued', way: 'sign-in' },
    { what: 'issued', way: 'workspace', kind: 'invitation', by: 'Cleo' },
    { what: 'issued', way: 'workspace', kind: 'break-glass', by: 'Cleo' },
    { what: 'break-glass', way: 'workspace', by: 'Grace', label: 'a laptop' },
    { what: 'revoked', way: 'workspace', by: 'Cleo', wipe: true, withReason: true },
    { what: 'let-in-again', way: 'workspace', person: 'person:eve' },
    { what: 'restricted', way: 'workspace', doc: 'incident:x', people: 1, by: 'Cleo' },
    { what: 'unrestricted', way: 'workspace', doc: 'incident:x' },
    { what: 'constructor', way: 'workspace' },
  ].map((event) => JSON.stringify({ at: '2026-03-01T12:00:00.000Z', ...event }));
  const { lines } = readAuditLog(log.toReversed().join('\n'));
  expect(lines.map((line) => [eventOf(line), whyOf(line)])).toEqual([
    ['Signed in', ''],
    ['Invited', 'By Cleo.'],
    ['Sealed access made', 'By Cleo.'],
    ['Sealed access used', 'By Grace.'],
    ['Cut off, copy to be deleted', 'By Cleo. A reason was given.'],
    ['Let in again', ''],
    ['Document restricted', 'By Cleo. To 1 person.'],
    ['Document open to all again', ''],
    ['constructor', ''],
  ]);
});
