import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { EntryContext } from './entries.ts';
import { textHash } from './ids.ts';
import { packText, unpackText } from './packed-text.ts';
import { recordsToDrop } from './thin-versions.ts';
import {
  historyDocument,
  historyEntries,
  nameVersion,
  type NewVersion,
  readVersions,
  type RecordedVersion,
  recordVersion,
  versionText,
} from './versions.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
const start = 20_000 * dayMs;
let made = 0;

function by(name: string, nowMs: number): EntryContext {
  const bytes = (length: number) => {
    made += 1;
    return Uint8Array.from({ length }, (_, at) => (made >>> (at * 8)) & 255);
  };
  return { actor: { name, device: 'd' }, nowMs, random: { bytes } };
}

function record(doc: Y.Doc, text: string, nowMs: number, part: Partial<NewVersion> = {}): boolean {
  return recordVersion(doc, { text, reason: 'pause', people: ['Ana'], ...part }, by('Ana', nowMs));
}

function sync(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
}

function only(doc: Y.Doc): RecordedVersion {
  const [version, ...others] = readVersions(doc);
  if (version === undefined || others.length > 0) throw new Error('one version was expected');
  return version;
}

const texts = (doc: Y.Doc) => readVersions(doc).map(versionText);

describe('a recorded version', () => {
  it('says who wrote, when and why, and gives its text back', () => {
    const doc = new Y.Doc();
    expect(record(doc, 'one\r\ntwo 😁\n', start, { people: [' Ana', 'Ben', 'Ana', ''] })).toBe(
      true,
    );
    const version = only(doc);
    expect(version).toMatchObject({
      version: textHash('one\r\ntwo 😁\n'),
      atMs: start,
      name: '',
      people: ['Ana', 'Ben'],
      records: [{ by: 'Ana', reason: 'pause' }],
    });
    expect(versionText(version)).toBe('one\r\ntwo 😁\n');
  });

  it('survives the way to another device', () => {
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    record(mine, 'one', start);
    sync(mine, theirs);
    expect(texts(theirs)).toEqual(['one']);
  });

  it('is not kept twice, but is again where it comes back after another', () => {
    const doc = new Y.Doc();
    expect(record(doc, 'one', start)).toBe(true);
    expect(record(doc, 'one', start + 1)).toBe(false);
    record(doc, 'two', start + 2);
    record(doc, 'one', start + 3, { reason: 'restored' });
    expect(texts(doc)).toEqual(['one', 'two', 'one']);
  });

  it('is one for people, whatever several devices recorded of it', () => {
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    record(mine, 'one', start);
    record(theirs, 'one', start + 5, { people: ['Ben'] });
    sync(mine, theirs);
    expect(only(mine)).toEqual(only(theirs));
    expect(only(mine)).toMatchObject({ atMs: start, people: ['Ana', 'Ben'] });
  });

  it('tells of its first review and its first run, however many there are', () => {
    const doc = new Y.Doc();
    record(doc, 'one', start);
    expect(record(doc, 'one', start + 1, { reason: 'review' })).toBe(true);
    expect(record(doc, 'one', start + 2, { reason: 'run' })).toBe(true);
    expect(record(doc, 'one', start + 3, { reason: 'run' })).toBe(false);
    expect(only(doc).records.map(({ reason }) => reason)).toEqual(['pause', 'review', 'run']);
  });

  it('is passed over where it cannot be read, and has no text where its bytes are damaged', () => {
    const doc = new Y.Doc();
    record(doc, 'one', start);
    historyEntries(doc).push([{ kind: 'version' }, 7]);
    expect(texts(doc)).toEqual(['one']);
    const damaged = only(doc);
    const records = damaged.records.map((one) => ({ ...one, text: one.text.subarray(1) }));
    expect(versionText({ ...damaged, records })).toBeUndefined();
  });

  it('lives in a document of its own', () => {
    expect(historyDocument('runbook:01a')).toBe('runbook-history:01a');
  });
});

describe('a name', () => {
  it('can be given, changed and taken away, also to an old version', () => {
    const doc = new Y.Doc();
    record(doc, 'one', start);
    record(doc, 'two', start + 1);
    const name = (words: string, nowMs: number) => {
      const [first] = readVersions(doc);
      return first !== undefined && nameVersion(doc, first, words, by('Ben', nowMs));
    };
    const names = () => readVersions(doc).map((version) => version.name);
    expect(name(' Before the\nmove ', start + 2)).toBe(true);
    expect(names()).toEqual(['Before the move', '']);
    expect(name('Before the move', start + 3)).toBe(false);
    name('Old', start + 4);
    expect(names()).toEqual(['Old', '']);
    name('', start + 5);
    expect(names()).toEqual(['', '']);
    expect(texts(doc)).toEqual(['one', 'two']);
  });

  it('keeps a version that another device thins out at the same moment', () => {
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    record(mine, 'one', start);
    record(mine, 'two', start + hourMs / 60);
    sync(mine, theirs);
    const [first] = readVersions(mine);
    if (first !== undefined) nameVersion(mine, first, 'Good', by('Ben', start + 2 * hourMs));
    record(theirs, 'three', start + 2 * hourMs);
    expect(texts(theirs)).toEqual(['two', 'three']);
    sync(mine, theirs);
    expect(texts(theirs)).toEqual(['one', 'two', 'three']);
    expect(readVersions(theirs)[0]?.name).toBe('Good');
    expect(readVersions(theirs)).toEqual(readVersions(mine));
  });
});

describe('thinning out', () => {
  it('leaves little of daily work, and what was reviewed, run or named whole', () => {
    const doc = new Y.Doc();
    const line = (n: number) => `Step ${n}: do ${n * 7919} and look at ${n * 104_729}.\n`;
    let nowMs = start;
    for (let day = 0; day < 400; day += 1) {
      for (const minute of [0, 45]) {
        nowMs = start + day * dayMs + minute * 60_000;
        const text = Array.from({ length: 60 }, (_, n) => line(n + day)).join('') + String(nowMs);
        record(doc, text, nowMs, day % 100 === 0 && minute === 0 ? { reason: 'review' } : {});
      }
    }
    const versions = readVersions(doc);
    expect(versions.length).toBeLessThan(160);
    expect(
      versions.filter(({ records }) => records.some(({ reason }) => reason === 'review')),
    ).toHaveLength(4);
    expect(versions.at(-1)?.atMs).toBe(nowMs);
    expect(Y.encodeStateAsUpdate(doc).length).toBeLessThan(250_000);
  });

  it('passes on who wrote what is dropped', () => {
    const doc = new Y.Doc();
    record(doc, 'one', start, { people: ['Ben'] });
    record(doc, 'two', start + 60_000, { people: ['Ana'] });
    record(doc, 'three', start + 2 * hourMs, { people: ['Cleo'] });
    expect(readVersions(doc).map(({ people }) => people)).toEqual([['Ben', 'Ana'], ['Cleo']]);
  });

  const records = fc
    .array(
      fc.record({
        ageMs: fc.integer({ min: -dayMs, max: 800 * dayMs }),
        isKept: fc.boolean(),
        bytes: fc.integer({ min: 1, max: 1 << 18 }),
      }),
      { maxLength: 60 },
    )
    .map((all) =>
      all
        .map(({ ageMs, ...rest }, n) => ({ id: String(n), atMs: start - ageMs, ...rest }))
        .toSorted((a, b) => a.atMs - b.atMs),
    );

  it('never drops a kept one or the newest, and finds no more to drop afterwards', () => {
    fc.assert(
      fc.property(records, (all) => {
        const dropped = recordsToDrop(all, start);
        const left = all.filter(({ id }) => !dropped.has(id));
        expect(left.at(-1)).toEqual(all.at(-1));
        expect(all.filter(({ id, isKept }) => isKept && dropped.has(id))).toEqual([]);
        expect(recordsToDrop(left, start).size).toBe(0);
      }),
    );
  });

  it('needs no more room than its limit, however much there is', () => {
    const many = Array.from({ length: 500 }, (_, n) => ({
      id: String(n),
      atMs: start - (500 - n) * 1000,
      isKept: false,
      bytes: 10_000,
    }));
    const dropped = recordsToDrop(many, start);
    expect(500 - dropped.size).toBe(Math.floor((2 << 20) / 10_000) + 1);
    expect(dropped.has('499')).toBe(false);
    expect(dropped.has('0')).toBe(true);
  });
});

describe('a packed text', () => {
  it('comes back whole, or not at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect(unpackText(packText(text), textHash(text))).toBe(text);
        expect(unpackText(packText(text), textHash(`${text}.`))).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(unpackText(bytes, 'x')).toBeUndefined();
      }),
    );
  });

  it('that claims to be without end is left alone', () => {
    expect(unpackText(packText('a'.repeat((200 << 20) >> 4)), 'x')).toBeUndefined();
  });
});
