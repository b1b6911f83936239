import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { knownWorkspaces } from '../../workspaces/known-workspaces.ts';
import { openAccessRows } from './access-rows.ts';

let databases = 0;
const nextName = () => `holdfast-test-access-${++databases}`;

describe('access rows', () => {
  it('makes one key for all who ask at once, and keeps it', async () => {
    const name = nextName();
    const [one, other] = await Promise.all([openAccessRows(name), openAccessRows(name)]);
    const [first, second] = await Promise.all([one.deviceKey(), other.deviceKey()]);
    const again = await openAccessRows(name);
    const third = await again.deviceKey();
    const [a, b, c] = await Promise.all(
      [first, second, third].map(({ publicKey }) => crypto.subtle.exportKey('jwk', publicKey)),
    );
    expect(a?.x).toBeTypeOf('string');
    expect(b).toEqual(a);
    expect(c).toEqual(a);
  });

  it('keeps a key that signs and that nobody can take out', async () => {
    const rows = await openAccessRows(nextName());
    await rows.deviceKey();
    const { privateKey, publicKey } = await rows.deviceKey();
    const text = new TextEncoder().encode('a proof');
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(algorithm, privateKey, text);
    expect(await crypto.subtle.verify(algorithm, publicKey, signature, text)).toBe(true);
    await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow('not extractable');
  });

  it('keeps the cards of each workspace apart', async () => {
    const rows = await openAccessRows(nextName());
    const current = { token: 'a.b.c', label: 'Chrome on Linux', acceptedAtMs: 5 };
    await rows.keepCards('demo', { current });
    expect(await rows.cards('demo')).toEqual({ current });
    expect(await rows.cards('other')).toEqual({});
  });

  it('is taken for no workspace', async () => {
    const rows = await openAccessRows();
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    rows.close();
    const storage = { length: 0, key: () => null, getItem: () => null, setItem: () => undefined };
    // Those of the other tests have names of their own.
    const shown = knownWorkspaces(names, storage).filter(({ name }) => !name.startsWith('test-'));
    expect(shown).toEqual([]);
  });
});
