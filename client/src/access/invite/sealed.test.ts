import { noteInvited, readInvited } from '@holdfast/shared/access/invited';
import {
  acceptDevice,
  readWorkspaceAccess,
  revoke,
} from '@holdfast/shared/access/workspace-access';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { keyOf, tokenOf } from '../people/access-fixture.ts';
import { accessOf } from '../people/directory.ts';
import { sealedOf } from './sealed.ts';
import { spanWords } from './span-words.ts';

it('sealed access is told by whether it waits, is in use, was used, withdrawn or ran out', () => {
  const doc = new Y.Doc();
  const nowMs = 50_000_000;
  const add = (jti: string, exp = 100_000) => {
    const token = tokenOf({
      jti,
      sub: jti,
      name: `Safe ${jti}`,
      kind: 'break-glass',
      life: 3600,
      exp,
    });
    noteInvited(doc, { token, by: 'Cleo', atMs: 1_000_000 });
    return token;
  };
  const use = (jti: string, atMs: number) =>
    acceptDevice(doc, jti, { token: add(jti), device: keyOf(1), acceptance: 'x', label: '', atMs });
  add('10');
  add('2');
  add('old', 40_000);
  add('gone');
  revoke(doc, { token: 'gone' }, { by: 'Cleo', reason: '', atMs: 2_000_000 });
  use('now', nowMs - 60_000);
  use('then', 2_000_000);
  const all = accessOf({ access: readWorkspaceAccess(doc), invited: readInvited(doc) }, nowMs);
  expect(sealedOf(all).map(({ one, state }) => [one.id, state])).toEqual([
    ['now', 'in-use'],
    ['2', 'sealed'],
    ['10', 'sealed'],
    ['then', 'used'],
    ['gone', 'off'],
    ['old', 'expired'],
  ]);
});

it('spans are told in whole hours or days', () => {
  expect([3600, 12 * 3600, 86_400, 365 * 86_400].map(spanWords)).toEqual([
    '1 hour',
    '12 hours',
    '1 day',
    '365 days',
  ]);
});
