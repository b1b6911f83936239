import { testClaims } from '@holdfast/shared/access/access-fixture';
import type { PersonRole } from '@holdfast/shared/access/roles';
import { readVersions } from '@holdfast/shared/model/versions';
import { base64urlnopad } from '@scure/base';
import { expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { HubClient } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';
import { keepVersion } from './record-version.ts';

function hubOf(access: unknown) {
  const history = new Y.Doc();
  const hub: Pick<HubClient, 'open' | 'entryContext' | 'access'> = {
    access: createObservable(access),
    open: (name) => ({
      name,
      doc: history,
      awareness: new Awareness(history),
      ready: Promise.resolve(),
      close: () => undefined,
    }),
    entryContext: () => ({
      actor: { name: 'Ana', device: 'd' },
      nowMs: 9,
      random: { bytes: (length) => new Uint8Array(length).fill(1) },
    }),
  };
  return { hub, history };
}

const jkt = 'A'.repeat(43);

function reportOf(role: PersonRole): unknown {
  const part = (value: unknown) =>
    base64urlnopad.encode(new TextEncoder().encode(JSON.stringify(value)));
  const claims = testClaims({ cnf: { jkt }, role });
  const card = { token: `${part({ alg: 'EdDSA' })}.${part(claims)}.c2ln`, label: 'Laptop' };
  return { isOpen: false, linked: 1, refusals: [], held: [], card, jkt };
}

const runbook = { name: 'runbook:a', text: 'one\n', changedBy: 'Ben' };

it.each([
  ['nobody is asked for a key', undefined, 1],
  ['an editor runs it', reportOf('editor'), 1],
  ['a responder runs it, whose version relays would keep back', reportOf('responder'), 0],
] as const)('where %s, as many versions are kept: %#', async (_, access, kept) => {
  const { hub, history } = hubOf(access);
  await keepVersion(hub, runbook, 'run');
  expect(readVersions(history)).toHaveLength(kept);
});
