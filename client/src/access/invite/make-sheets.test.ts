import { expect, it } from 'vitest';
import { readClaims } from '@holdfast/shared/access/claims';
import { tokenOf } from '../people/access-fixture.ts';
import type { MadeInvitation } from './make-invitation.ts';
import { makeSheets } from './make-sheets.ts';

function sheet(at: number): MadeInvitation {
  const token = tokenOf({ jti: `s${at}`, name: `Safe (${at} of 5)`, kind: 'break-glass' });
  const claims = readClaims(token);
  if (claims === undefined) throw new Error('no claims');
  return { token, claims, link: `https://relay.example/join#${at}` };
}

it('keeps what was made before one failed, says why, and goes on from there', async () => {
  const asked: number[] = [];
  let isBroken = true;
  const make = (at: number) => {
    asked.push(at);
    return Promise.resolve(
      at === 3 && isBroken
        ? ({ ok: false, problem: 'Not now.' } as const)
        : ({ ok: true, made: sheet(at) } as const),
    );
  };
  const first = await makeSheets(5, [], make);
  expect(first.problem).toBe('Not now.');
  expect(first.made.map(({ claims }) => claims.jti)).toEqual(['s1', 's2']);
  isBroken = false;
  const all = await makeSheets(5, first.made, make);
  expect(all.problem).toBeUndefined();
  expect(all.made.map(({ claims }) => claims.jti)).toEqual(['s1', 's2', 's3', 's4', 's5']);
  expect(asked).toEqual([1, 2, 3, 3, 4, 5]);
});
