import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { after, bytesOf, deletes, letter, raw, runOf, typed } from './admission-test-bytes.ts';
import { applyToScratch } from './scratch.ts';

function loaded(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}

/** Maps inside each other, each a chain of one entry, as structs of client 1. */
function nestedMaps(depth: number): Uint8Array {
  const inner = Array.from({ length: depth - 1 }, (_, i) => bytesOf(7, 0, 1, i, 1));
  return runOf(1, 0, bytesOf(7, 1, 't', 1), ...inner);
}

describe('applyToScratch', () => {
  it('says whether the document changed', () => {
    const update = typed((doc) => doc.getText('t').insert(0, 'abc'));
    const doc = new Y.Doc();
    expect(applyToScratch(doc, update)).toEqual({ ok: true, changed: true });
    expect(applyToScratch(doc, update)).toEqual({ ok: true, changed: false });
    expect(doc.getText('t').toJSON()).toBe('abc');
  });

  it('says whether deletes were news', () => {
    const doc = loaded(typed((edited) => edited.getText('t').insert(0, 'abc')));
    expect(applyToScratch(doc, deletes([7, 1, 1]))).toEqual({ ok: true, changed: true });
    expect(applyToScratch(doc, deletes([7, 1, 1]))).toEqual({ ok: true, changed: false });
  });

  it('refuses what stays pending', () => {
    const doc = new Y.Doc();
    expect(applyToScratch(doc, runOf(1, 3, letter()))).toMatchObject({ reason: 'left-pending' });
    expect(applyToScratch(new Y.Doc(), deletes([1, 0, 9]))).toMatchObject({
      reason: 'left-pending',
    });
  });

  it('refuses what Yjs throws on', () => {
    const future = runOf(1, 0, after(1, 5, 4, 'a'));
    expect(applyToScratch(new Y.Doc(), future)).toMatchObject({ reason: 'not-applicable' });
    expect(applyToScratch(new Y.Doc(), raw(1, 1, 1))).toMatchObject({ reason: 'not-applicable' });
  });

  it('refuses what a fresh replica could not load (the zero-length GC)', () => {
    const doc = loaded(typed((edited) => edited.getText('t').insert(0, 'abc')));
    const pill = raw(1, 1, 3, 0, 0, 0, 0);
    expect(applyToScratch(doc, pill)).toMatchObject({ ok: false, reason: 'not-loadable' });
  });

  it('refuses shared types nested too deep, also when they grow little by little', () => {
    expect(applyToScratch(new Y.Doc(), nestedMaps(50)).ok).toBe(true);
    expect(applyToScratch(new Y.Doc(), nestedMaps(20_000))).toMatchObject({ reason: 'too-deep' });
    const doc = loaded(nestedMaps(99));
    const deeper = (clock: number): Uint8Array => runOf(1, clock, bytesOf(7, 0, 1, clock - 1, 1));
    expect(applyToScratch(doc, deeper(99)).ok).toBe(true);
    expect(applyToScratch(doc, deeper(100))).toMatchObject({ reason: 'too-deep' });
  });

  it('sees a deletion that tidies formats as news, if the document was loaded in one transaction', () => {
    const log = [typed((doc) => doc.getMap('m').set('t', new Y.Text('restart the pod')))];
    const people = log.flatMap((update) => [loaded(update), loaded(update)]);
    for (const doc of people) {
      doc.on('update', (update: Uint8Array) => log.push(update));
      const text = doc.getMap('m').get('t');
      if (text instanceof Y.Text) text.format(0, 7, { bold: true });
    }
    const scratch = new Y.Doc();
    scratch.transact(() => log.forEach((update) => Y.applyUpdate(scratch, update)));
    const tidying = new Y.Doc();
    log.forEach((update) => Y.applyUpdate(tidying, update));
    const update = Y.encodeStateAsUpdate(tidying, Y.encodeStateVector(scratch));
    expect(applyToScratch(scratch, update)).toEqual({ ok: true, changed: true });
  });

  it('leaves no listener behind', () => {
    const doc = new Y.Doc();
    applyToScratch(doc, runOf(1, 0, letter()));
    expect(doc._observers.get('afterTransaction')?.size ?? 0).toBe(0);
  });
});
