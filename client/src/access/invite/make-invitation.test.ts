import {
  createTestIssuer,
  testClaims,
  testNowMs as nowMs,
} from '@holdfast/shared/access/access-fixture';
import { checkToken } from '@holdfast/shared/access/check-token';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey, openSigner } from '@holdfast/shared/access/es256';
import { readInvitationFragment } from '@holdfast/shared/access/invitation';
import {
  acceptDevice,
  readWorkspaceAccess,
  revoke,
} from '@holdfast/shared/access/workspace-access';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  choicesWithin,
  lifeChoices,
  makeInvitation,
  openChoices,
  pageAddresses,
  personIdOf,
  sealedLifeChoices,
  sealedOpenChoices,
} from './make-invitation.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

/** An admin's device that relays let in, and what they check others by. */
async function admin() {
  const issuer = await createTestIssuer('demo');
  const signer = await openSigner(await createDeviceKey());
  const device = thumbprintOf(signer.key);
  const cleo = { sub: 'cleo', name: 'Cleo', role: 'admin', jti: 'c1' } as const;
  const via = await issuer.issue(testClaims({ ...cleo, cnf: { jkt: device } }));
  const doc = new Y.Doc();
  acceptDevice(doc, 'c1', { token: via, device: signer.key, label: 'Laptop', atMs: nowMs });
  const keys = new Map([[issuer.publicKey.kid, issuer.publicKey]]);
  const maker = {
    workspace: 'demo',
    origin: 'https://holdfast.example',
    relays: ['wss://a.example', 'wss://b.example'],
    via,
    signer,
    random,
    nowMs,
  };
  const check = (token: string) =>
    checkToken({ token, keys, workspace: 'demo', nowMs, access: readWorkspaceAccess(doc) });
  return { doc, device, maker, check };
}

describe('an invitation that an admin’s device makes', () => {
  it('is one that relays take, bound to the key that only its link has', async () => {
    const { maker, check } = await admin();
    const made = await makeInvitation(maker, {
      kind: 'invitation',
      person: 'ben',
      name: 'Ben',
      role: 'responder',
      docs: ['runbook:01abc'],
      openS: 3600,
      lifeS: 86_400,
    });
    expect(await check(made.token)).toMatchObject({
      ok: true,
      claims: { sub: 'ben', role: 'responder', docs: ['runbook:01abc'], life: 86_400 },
      issuedBy: { sub: 'cleo' },
    });
    const [address, fragment = ''] = made.link.split('#');
    expect(address).toBe('https://holdfast.example/join');
    const read = readInvitationFragment(fragment);
    expect(read).toMatchObject({
      workspace: 'demo',
      token: made.token,
      relays: ['wss://a.example', 'wss://b.example'],
    });
    expect(read && thumbprintOf(read.key)).toBe(made.claims.cnf.jkt);
    expect(made.token).not.toContain(read?.key.d);
  });

  it('ends with the device that made it', async () => {
    const { doc, device, maker, check } = await admin();
    const wish = {
      kind: 'break-glass',
      name: 'Safe',
      role: 'editor',
      openS: 60,
      lifeS: 60,
    } as const;
    const made = await makeInvitation(maker, wish);
    expect(await check(made.token)).toMatchObject({ ok: true });
    revoke(doc, { device }, { by: 'Ana', reason: '', atMs: nowMs });
    expect(await check(made.token)).toEqual({ ok: false, reason: 'revoked' });
  });

  it('is taken with the longest spans that are offered', async () => {
    const { maker, check } = await admin();
    for (const [kind, opens, lives] of [
      ['invitation', openChoices, lifeChoices],
      ['break-glass', sealedOpenChoices, sealedLifeChoices],
    ] as const) {
      const openS = Math.max(...opens.map(({ seconds }) => seconds));
      const lifeS = Math.max(...lives.map(({ seconds }) => seconds));
      const made = await makeInvitation(maker, { kind, name: 'Ben', role: 'viewer', openS, lifeS });
      expect(await check(made.token)).toMatchObject({ ok: true });
    }
  });

  it('of sealed access is nobody’s', async () => {
    const { maker } = await admin();
    const wish = {
      kind: 'break-glass',
      name: 'Safe',
      role: 'editor',
      openS: 60,
      lifeS: 60,
    } as const;
    const [one, two] = [await makeInvitation(maker, wish), await makeInvitation(maker, wish)];
    expect(one.claims.sub).not.toBe(two.claims.sub);
    expect(one.claims.sub).toBe(`break-glass-${one.claims.jti}`);
  });
});

it('a person’s id is made of the name, and nobody else’s', () => {
  expect(personIdOf('Ana Díaz', new Set())).toBe('ana-diaz');
  expect(personIdOf('Ana Díaz', new Set(['ana-diaz', 'ana-diaz-2']))).toBe('ana-diaz-3');
  expect(personIdOf('김하나', new Set())).toBe('김하나'.normalize('NFKD'));
  expect(personIdOf('…', new Set())).toBe('person');
});

it('offers no more time than the admin’s own access has left', () => {
  const day = 86_400;
  const of = (leftS: number | undefined) =>
    choicesWithin(lifeChoices, leftS, 'own').map(({ seconds, words }) => [seconds / day, words]);
  expect(of(undefined)).toHaveLength(lifeChoices.length);
  expect(of(400 * day)).toHaveLength(lifeChoices.length);
  expect(of(10 * day)).toEqual([
    [1, '1 day'],
    [7, '7 days'],
    [10, 'own'],
  ]);
  expect(of(day / 2)).toEqual([[0.5, 'own']]);
});

it('the relays that a link names are told as a browser opens them', async () => {
  const { maker } = await admin();
  const relays = ['wss://holdfast.example', 'wss://b.example', 'ws://127.0.0.1:4301'];
  const wish = { kind: 'break-glass', name: 'Safe', role: 'editor', openS: 60, lifeS: 60 } as const;
  const { link } = await makeInvitation({ ...maker, relays }, wish);
  expect(pageAddresses(link)).toEqual([
    'https://holdfast.example',
    'https://b.example',
    'http://127.0.0.1:4301',
  ]);
  expect(pageAddresses('https://a.example/join#1')).toEqual(['https://a.example']);
});
