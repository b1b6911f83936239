import { base64urlnopad } from '@scure/base';
import fc from 'fast-check';
import { encodeUtf8 } from 'lib0/string';
import { beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { entryHash } from '../model/entry-chain.ts';
import { appendEntry, appendKnownEntries, type EntryContext } from '../model/entries.ts';
import { createId } from '../model/ids.ts';
import { type Claims, tokenIssuer } from './claims.ts';
import { type DeviceKey, thumbprintOf } from './device-key.ts';
import type { EntryProof } from './entry-proof.ts';
import { type EntrySigner, signatureKey, signMadeEntries } from './entry-signature.ts';
import { createEntryVerifier } from './entry-verifier.ts';
import { createDeviceKey, isSignedBy, openSigner } from './es256.ts';
import { signersOf } from './signers-of.ts';
import { acceptDevice, readWorkspaceAccess, revoke } from './workspace-access.ts';

const sinceMs = Date.parse('2026-03-01T12:00:00Z');
let next = 7;
const random = {
  bytes: (length: number) =>
    Uint8Array.from({ length }, () => (next = (next * 75 + 74) % 65_537) & 255),
};
const place = { workspace: 'demo', document: `incident:${createId(random, sinceMs + 1000)}` };

interface Device extends EntrySigner {
  readonly key: DeviceKey;
}
let anas: Device;
let bobs: Device;
let anasPhone: Device;

async function newDevice(): Promise<Device> {
  const signer = await openSigner(await createDeviceKey());
  return { ...signer, jkt: thumbprintOf(signer.key) };
}

/** Only what it says is read of a token here: relays have checked it. */
function tokenOf(claims: Claims): string {
  const part = (value: unknown) => base64urlnopad.encode(encodeUtf8(JSON.stringify(value)));
  return `${part({ alg: 'EdDSA' })}.${part(claims)}.${part('signature')}`;
}

function letIn(
  workspace: Y.Doc,
  device: Device,
  sub: string,
  name: string,
  { atMs = sinceMs, jti = `${sub}-${device.jkt.slice(0, 8)}` } = {},
): void {
  const token = tokenOf({
    iss: tokenIssuer,
    ws: 'demo',
    sub,
    name,
    role: 'responder',
    kind: 'device',
    iat: Math.floor(atMs / 1000),
    exp: Math.floor(atMs / 1000) + 86_400,
    jti,
    cnf: { jkt: device.jkt },
  });
  const done = acceptDevice(workspace, jti, { token, device: device.key, label: 'Laptop', atMs });
  expect(done.ok).toBe(true);
}

function directory(): Y.Doc {
  const workspace = new Y.Doc();
  letIn(workspace, anas, 'ana', 'Ana');
  letIn(workspace, anasPhone, 'ana', 'Ana');
  letIn(workspace, bobs, 'bob', 'Bob');
  return workspace;
}

/** A document and what one device has written in it and not signed. */
function pad(doc = new Y.Doc()) {
  const made = new Map<string, string>();
  const write = (by: string, person?: string, nowMs = sinceMs + 5_000): string => {
    const context: EntryContext = {
      actor: { name: by, device: `device of ${by}`, ...(person === undefined ? {} : { person }) },
      nowMs,
      random,
      made: (_entries, { id, hash }) => made.set(id, hash),
    };
    return appendEntry(doc.getArray('entries'), { kind: 'note', text: 'x' }, context).id;
  };
  const sign = (device: Device, where = place) => signMadeEntries(doc, made, where, device);
  return { doc, made, write, sign };
}

async function check(doc: Y.Doc, workspace: Y.Doc, where = place) {
  const signers = signersOf(readWorkspaceAccess(workspace));
  if (signers === undefined) throw new Error('nobody was let in');
  return createEntryVerifier(where, isSignedBy).check(doc, signers);
}

async function proofOf(doc: Y.Doc, id: string, workspace = directory()): Promise<EntryProof> {
  const proof = (await check(doc, workspace)).get(id);
  if (proof === undefined) throw new Error('no such entry');
  return proof;
}

beforeAll(async () => {
  [anas, anasPhone, bobs] = await Promise.all([newDevice(), newDevice(), newDevice()]);
});

describe('an entry', () => {
  it('is signed by whichever device of its author', async () => {
    const { doc, write, sign } = pad();
    const id = write('Ana', 'ana');
    expect(await proofOf(doc, id)).toEqual({ state: 'unsigned' });
    await sign(anasPhone);
    expect(await proofOf(doc, id)).toEqual({
      state: 'signed',
      by: { name: 'Ana', label: 'Laptop' },
    });
  });

  it('says which of two people of one name signed it', async () => {
    const workspace = directory();
    letIn(workspace, bobs, 'bob', 'ANA', { jti: 'renamed' });
    const [hers, his] = [pad(), pad()];
    const [one, two] = [hers.write('Ana', 'ana'), his.write('ANA', 'bob')];
    await Promise.all([hers.sign(anas), his.sign(bobs)]);
    const proof = await proofOf(hers.doc, one, workspace);
    expect(proof).toMatchObject({ by: { name: 'Ana (ana)' }, id: 'ana' });
    expect(await proofOf(his.doc, two, workspace)).toMatchObject({ state: 'signed', id: 'bob' });
  });

  it('that names somebody else than the owner of the device is forged', async () => {
    const { doc, write, sign } = pad();
    const withId = write('Ana', 'ana');
    const without = write('Ana');
    await sign(bobs);
    for (const id of [withId, without]) {
      expect(await proofOf(doc, id)).toMatchObject({
        state: 'forged',
        why: 'other-device',
        by: { name: 'Bob' },
      });
    }
  });

  it('under a name that the signer never had is forged, whosever id stands in it', async () => {
    const { doc, write, sign } = pad();
    const asAna = write('Ana', 'bob');
    const asBoss = write('The boss', 'bob');
    const guest = write('Guest 123');
    await sign(bobs);
    for (const id of [asAna, asBoss, guest]) {
      expect(await proofOf(doc, id)).toMatchObject({ state: 'forged', why: 'other-name' });
    }
  });

  it('stays signed when its author is called something else later', async () => {
    const workspace = directory();
    const { doc, write, sign } = pad();
    const before = write('Ana', 'ana');
    letIn(workspace, anas, 'ana', 'Ana Maria', { atMs: sinceMs + 60_000, jti: 'renamed' });
    const after = write('Ana Maria', 'ana');
    await sign(anas);
    const signed = { state: 'signed', by: { name: 'Ana Maria' } };
    expect(await proofOf(doc, before, workspace)).toMatchObject(signed);
    expect(await proofOf(doc, after, workspace)).toMatchObject(signed);
  });

  it('of one of two people with the same name is the one’s who signed', async () => {
    const workspace = directory();
    letIn(workspace, bobs, 'ana-2', 'Ana');
    const { doc, write, sign } = pad();
    const first = write('Ana', 'ana');
    const second = write('Ana', 'ana-2');
    await sign(bobs);
    expect(await proofOf(doc, first, workspace)).toMatchObject({ state: 'forged' });
    expect(await proofOf(doc, second, workspace)).toMatchObject({ state: 'signed' });
  });

  it('that was changed after it was signed does not fit any more', async () => {
    const { doc, write, sign } = pad();
    const id = write('Ana', 'ana');
    await sign(anas);
    const entries = doc.getArray('entries');
    const [value] = entries.toArray();
    doc.transact(() => {
      entries.delete(0);
      entries.insert(0, [Object.assign({}, value, { text: 'y' })]);
    });
    expect(await proofOf(doc, id)).toMatchObject({ state: 'forged', why: 'changed' });
  });

  it('that is copied into another document or workspace is signed by nobody there', async () => {
    const { doc, write, sign } = pad();
    const id = write('Ana', 'ana');
    await sign(anas);
    const places = [
      { ...place, document: 'incident:other' },
      { ...place, workspace: 'other' },
    ];
    for (const where of places) {
      expect((await check(doc, directory(), where)).get(id)).toMatchObject({ why: 'changed' });
    }
  });

  it('whose signature was taken away or overwritten shows that', async () => {
    const { doc, write, sign } = pad();
    const id = write('Ana', 'ana');
    await sign(anas);
    const signatures = doc.getMap('signatures');
    signatures.set(signatureKey(id, anas.jkt), 'A'.repeat(86));
    expect(await proofOf(doc, id)).toMatchObject({ state: 'forged', why: 'changed' });
    signatures.set(signatureKey(id, anas.jkt), 7);
    expect(await proofOf(doc, id)).toMatchObject({ state: 'forged', why: 'changed' });
    signatures.delete(signatureKey(id, anas.jkt));
    expect(await proofOf(doc, id)).toEqual({ state: 'unsigned' });
  });

  it('does not hide behind another of the same id that is signed', async () => {
    const { doc, write, sign } = pad();
    const id = write('Ana', 'ana');
    await sign(anas);
    const [value] = doc.getArray('entries').toArray();
    doc.getArray('entries').insert(0, [Object.assign({}, value, { text: 'what Bob wants' })]);
    const proofs = await check(doc, directory());
    expect(proofs.get(id)).toMatchObject({ state: 'signed' });
    const others = [...proofs].filter(([other]) => other !== id);
    expect(others).toMatchObject([[expect.stringContaining(id), { state: 'forged' }]]);
  });

  it('under the id of another is shown as such, though its author signed it', async () => {
    const { doc, write, sign } = pad();
    const id = write('Ana', 'ana');
    const [value] = doc.getArray('entries').toArray();
    const said = Object.assign({}, value, { by: 'Bob', person: 'bob', text: 'what Bob wants' });
    await sign(anas);
    const theirs = new Y.Doc();
    theirs.getArray('entries').push([said]);
    await signMadeEntries(theirs, new Map([[id, entryHash(said)]]), place, bobs);
    // Where the other has not arrived yet, too.
    expect((await check(theirs, directory())).get(id)).toEqual({ state: 'misnamed' });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));
    const proofs = await check(doc, directory());
    expect(proofs.get(id)).toMatchObject({ state: 'signed', by: { name: 'Ana' } });
    expect([...proofs.values()]).toContainEqual({ state: 'misnamed' });
  });

  it('of a machine is one only as long as it names no person', async () => {
    const doc = new Y.Doc();
    const write = (name: string, id: string) =>
      appendKnownEntries(
        doc.getArray('entries'),
        [{ id, fields: { kind: 'alert' }, happenedAtMs: 1 }],
        { actor: { name, device: '' }, nowMs: sinceMs + 5_000, random },
      );
    write('Prometheus', 'alert');
    write(' ana', 'forged');
    expect(await proofOf(doc, 'alert')).toEqual({ state: 'machine' });
    expect(await proofOf(doc, 'forged')).toEqual({ state: 'unsigned' });
  });

  it('from before anybody could sign is not asked for a signature, unless it came later', async () => {
    const old = { ...place, document: `incident:${createId(random, sinceMs - 90_000)}` };
    const { doc, write, sign } = pad();
    const earlier = write('Ana', undefined, sinceMs - 60_000);
    const since = write('Ana', 'ana', sinceMs + 1_000);
    await signMadeEntries(doc, new Map([[since, '']]), old, anas);
    expect((await check(doc, directory(), old)).get(earlier)).toEqual({ state: 'earlier' });
    // In a document that was begun later, nothing is from before.
    expect((await check(doc, directory())).get(earlier)).toEqual({ state: 'unsigned' });
    await sign(anas, old);
    const backdated = pad(doc);
    const later = backdated.write('Bob', 'bob', sinceMs - 60_000);
    const [value] = doc.getArray('entries').toArray().slice(-1);
    const entries = doc.getArray('entries');
    entries.delete(entries.length - 1);
    const posted = { ms: sinceMs - 60_000, n: 0 };
    entries.push([Object.assign({}, value, { posted, salt: undefined })]);
    expect((await check(doc, directory(), old)).get(later)).toEqual({ state: 'unsigned' });
  });
});

describe('a device', () => {
  it('that is not in the directory yet is not known, and told as soon as it is', async () => {
    const workspace = new Y.Doc();
    letIn(workspace, bobs, 'bob', 'Bob');
    const { doc, write, sign } = pad();
    const id = write('Ana', 'ana');
    await sign(anas);
    expect(await proofOf(doc, id, workspace)).toEqual({ state: 'unknown' });
    letIn(workspace, anas, 'ana', 'Ana', { atMs: sinceMs + 60_000 });
    expect(await proofOf(doc, id, workspace)).toMatchObject({ state: 'signed' });
  });

  it('that was cut off has signed what it signed before, and nothing after', async () => {
    const { doc, write, sign } = pad();
    const before = write('Ana', 'ana', sinceMs + 5_000);
    const after = write('Ana', 'ana', sinceMs + 50_000);
    await sign(anas);
    const revocation = { by: 'Root', atMs: sinceMs + 20_000, reason: 'lost' };
    for (const thing of [
      { device: anas.jkt },
      { person: 'ana' },
      { token: `ana-${anas.jkt.slice(0, 8)}` },
    ]) {
      const workspace = directory();
      expect(revoke(workspace, thing, revocation).ok).toBe(true);
      expect(await proofOf(doc, before, workspace)).toMatchObject({
        state: 'signed',
        cutOffAtMs: sinceMs + 20_000,
      });
      expect(await proofOf(doc, after, workspace)).toMatchObject({
        state: 'forged',
        why: 'cut-off',
      });
    }
  });

  it('that got a new token after the old one was cut off goes on', async () => {
    const { doc, write, sign } = pad();
    const id = write('Ana', 'ana', sinceMs + 50_000);
    await sign(anas);
    const workspace = directory();
    revoke(workspace, { person: 'ana' }, { by: 'Root', atMs: sinceMs + 20_000, reason: '' });
    letIn(workspace, anas, 'ana', 'Ana', { atMs: sinceMs + 30_000, jti: 'again' });
    expect(await proofOf(doc, id, workspace)).toEqual({
      state: 'signed',
      by: { name: 'Ana', label: 'Laptop' },
    });
  });

  it('signs only what stands there as it made it, and nothing twice', async () => {
    const { doc, made, write, sign } = pad();
    const id = write('Ana', 'ana');
    // Somebody else writes under the name of this device, which everybody can read.
    const stranger = pad(doc).write('Ana', 'ana');
    const [, hash] = [...made][0] ?? [];
    made.set('lost', hash ?? '');
    expect(await sign(anas)).toEqual([id]);
    const value = doc.getMap('signatures').toJSON();
    expect(Object.keys(value)).toEqual([signatureKey(id, anas.jkt)]);
    expect(await sign(anas)).toEqual([id]);
    expect(doc.getMap('signatures').toJSON()).toEqual(value);
    expect(await proofOf(doc, stranger)).toEqual({ state: 'unsigned' });
  });
});

describe('a workspace', () => {
  it('without keys says nothing of signatures', () => {
    expect(signersOf(readWorkspaceAccess(new Y.Doc()))).toBeUndefined();
  });

  it('says the same everywhere, whatever was cut off from whom, and no stranger can undo a signature by adding', async () => {
    const step = fc.record({
      on: fc.nat(1),
      what: fc.constantFrom('write', 'forge', 'sign', 'scribble', 'sync'),
    });
    const mallory = await newDevice();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const workspace = directory();
        const sides = [pad(), pad()] as const;
        const honest = new Set<string>();
        const forged = new Set<string>();
        for (const { on, what } of steps) {
          const side = sides[on === 0 ? 0 : 1];
          const other = sides[on === 0 ? 1 : 0];
          if (what === 'write') honest.add(side.write('Ana', 'ana'));
          if (what === 'forge') forged.add(pad(side.doc).write('Ana', 'ana'));
          if (what === 'sign') await side.sign(anas);
          if (what === 'scribble') {
            for (const id of [...honest, ...forged]) {
              const signatures = side.doc.getMap('signatures');
              signatures.set(signatureKey(id, mallory.jkt), 'x');
              signatures.set(signatureKey(id, bobs.jkt), 'B'.repeat(86));
            }
          }
          if (what === 'sync') Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(side.doc));
        }
        for (const side of sides) await side.sign(anas);
        for (const a of sides)
          for (const b of sides) Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc));
        const [left, right] = await Promise.all(sides.map(({ doc }) => check(doc, workspace)));
        expect(left).toEqual(right);
        for (const id of honest) expect(left?.get(id)).toMatchObject({ state: 'signed' });
        for (const id of forged) expect(left?.get(id)?.state).not.toBe('signed');
      }),
      { numRuns: 40 },
    );
  });
});

it('a device signs anew where somebody else left something in its place', async () => {
  const { doc, write, sign } = pad();
  const id = write('Ana', 'ana');
  doc.getMap('signatures').set(signatureKey(id, anas.jkt), 'x'.repeat(86));
  await sign(anas);
  const value = doc.getMap('signatures').get(signatureKey(id, anas.jkt));
  expect(value).not.toBe('x'.repeat(86));
  await sign(anas);
  expect(doc.getMap('signatures').get(signatureKey(id, anas.jkt))).toBe(value);
});
