import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { appendEntry } from '../model/entries.ts';
import { textHash } from '../model/ids.ts';
import { person } from '../model/run-fixture.ts';
import type { AppendRule, GuardRule } from './append-only.ts';
import { tryApplyUpdate } from './heavy-inline.ts';

const rule: AppendRule = {
  lists: { entries: null, reviews: ['review'] },
  maps: ['texts'],
};

/** What a change of a document that holds `given` is called: the reason of the refusal, or `ok`. */
function judged(
  given: (doc: Y.Doc) => void,
  change: (doc: Y.Doc) => void,
  by: AppendRule | GuardRule = rule,
): string {
  const before = new Y.Doc({ gc: false });
  before.clientID = 1;
  given(before);
  const state = Y.encodeStateAsUpdate(before);
  const after = new Y.Doc();
  Y.applyUpdate(after, state);
  after.clientID = 2;
  after.transact(() => change(after));
  const update = Y.encodeStateAsUpdate(after, Y.encodeStateVector(before));
  const result = tryApplyUpdate(state.length > 2 ? [state] : [], update, by);
  return result.ok ? 'ok' : `${result.reason}: ${result.detail}`;
}

const nothing = (): void => undefined;
function someEntries(doc: Y.Doc): void {
  doc.getArray('entries').push([{ id: 'a', text: 'one' }]);
  doc.getArray('entries').push([{ id: 'b', text: 'two' }]);
  doc.getArray('reviews').push([{ id: 'r', kind: 'lock' }]);
  doc.getMap('texts').set('v1', 'text');
  doc.getMap('meta').set('title', 'Title');
  doc.getText('notes').insert(0, 'prose');
  doc.getArray('entries').push([{ id: 'gone' }]);
  doc.getArray('entries').delete(2, 1);
}

describe('[AC5] who may only append', () => {
  it('adds entries, among those of others and after deletions', () => {
    expect(judged(someEntries, (doc) => doc.getArray('entries').push([{ id: 'c' }]))).toBe('ok');
    expect(judged(someEntries, (doc) => doc.getArray('entries').insert(0, [{ id: 'c' }]))).toBe(
      'ok',
    );
  });

  it('adds only the kinds of entries that are named, where some are', () => {
    const add = (kind: string) => (doc: Y.Doc) => doc.getArray('reviews').push([{ id: 'x', kind }]);
    expect(judged(someEntries, add('review'))).toBe('ok');
    expect(judged(someEntries, add('unlock'))).toMatch(/^not-allowed: entries of this kind/);
  });

  it('begins a document with entries, and with no register', () => {
    expect(judged(nothing, (doc) => doc.getArray('entries').push([{ id: 'a' }]))).toBe('ok');
    const titled = (doc: Y.Doc): void => void doc.getMap('meta').set('title', 'A drill');
    expect(judged(nothing, titled)).toBe('not-allowed: nothing can be changed there');
    expect(judged(someEntries, titled)).toMatch(/^not-allowed: /);
  });

  it('gives an entry no id but the one that follows from what it says, where that is asked', () => {
    const fitting = { ...rule, fitting: true };
    const doc = new Y.Doc();
    appendEntry(doc.getArray('entries'), { kind: 'note', text: 'x' }, person('Ana'));
    const own: unknown = doc.getArray('entries').get(0);
    if (typeof own !== 'object' || own === null) throw new Error('no entry');
    const add = (entry: object) => (to: Y.Doc) => to.getArray('entries').push([entry]);
    expect(judged(nothing, add(own), fitting)).toBe('ok');
    for (const other of [{ ...own, text: 'y' }, { ...own, salt: '' }, { id: 'a' }, { text: 'x' }]) {
      expect(judged(nothing, add(other), fitting)).toMatch(/^not-allowed: the id of an entry/);
      expect(judged(nothing, add(other))).toBe('ok');
    }
  });

  it('adds what has a name of its own', () => {
    const add = (doc: Y.Doc): void => void doc.getMap('texts').set('v2', 'text');
    expect(judged(someEntries, add)).toBe('ok');
  });

  it.each<readonly [string, (doc: Y.Doc) => void]>([
    ['deletes an entry', (doc) => doc.getArray('entries').delete(0, 1)],
    ['deletes some prose', (doc) => doc.getText('notes').delete(0, 2)],
    ['writes prose', (doc) => doc.getText('notes').insert(5, ' more')],
    ['writes a register anew', (doc) => doc.getMap('meta').set('title', 'Mine')],
    ['writes a named text anew', (doc) => doc.getMap('texts').set('v1', 'mine')],
    ['deletes a named text', (doc) => doc.getMap('texts').delete('v1')],
    ['makes a root of its own', (doc) => doc.getMap('other').set('a', 1)],
    [
      'adds an entry under an id that is taken',
      (doc) => doc.getArray('entries').insert(0, [{ id: 'a' }]),
    ],
    ['adds two of one id', (doc) => doc.getArray('entries').push([{ id: 'c' }, { id: 'c' }])],
    [
      'adds a list that can be changed later',
      (doc) => doc.getArray('entries').push([new Y.Array()]),
    ],
    ['adds a map under a new name', (doc) => doc.getMap('texts').set('v2', new Y.Map())],
    ['names an entry like a key', (doc) => doc.getMap('entries').set('a', 1)],
    ['adds letters to a list', (doc) => doc.getText('entries').insert(0, 'letters')],
  ])('never %s', (_, change) => {
    expect(judged(someEntries, change)).toMatch(/^not-allowed: /);
  });

  it('names contents after what they are, where that is asked', () => {
    const contents = { files: 'files', texts: 'texts' } as const;
    const named: AppendRule = { lists: {}, maps: [], contents };
    const add = (map: string, key: string, value: unknown) => (doc: Y.Doc) =>
      void doc.getMap(map).set(key, value);
    const bytes = new Uint8Array([1, 2]);
    const digest = bytesToHex(sha256(bytes));
    expect(judged(nothing, add('files', digest, bytes), named)).toBe('ok');
    expect(judged(nothing, add('texts', textHash('one'), 'one'), named)).toBe('ok');
    expect(judged(nothing, add('texts', `${textHash('one')}/0`, 'o'), named)).toBe('ok');
    for (const change of [
      add('files', digest, new Uint8Array([1, 3])),
      add('files', digest, 'text'),
      add('texts', textHash('one'), 'two'),
      add('texts', textHash('one'), 2),
      add('texts', textHash('one'), new Y.Map()),
      add('texts', `${textHash('one')}/0`, new Y.Map()),
    ])
      expect(judged(nothing, change, named)).toMatch(/^not-allowed: /);
  });

  it('brings nothing along that is gone again, but where it may add', () => {
    const bringing = (add: (doc: Y.Doc) => void, remove: (doc: Y.Doc) => void): string => {
      const doc = new Y.Doc();
      const updates: Uint8Array[] = [];
      doc.on('update', (update: Uint8Array) => updates.push(update));
      add(doc);
      remove(doc);
      const result = tryApplyUpdate([], Y.mergeUpdates(updates), rule);
      return result.ok ? 'ok' : result.reason;
    };
    const prose = bringing(
      (doc) => doc.getText('notes').insert(0, 'bulk'),
      (doc) => doc.getText('notes').delete(0, 4),
    );
    expect(prose).toBe('not-allowed');
    const entry = bringing(
      (doc) => doc.getArray('entries').push([{ id: 'c' }]),
      (doc) => doc.getArray('entries').delete(0, 1),
    );
    expect(entry).toBe('ok');
  });

  it('cannot take the place of a key without a deletion of its own', () => {
    const base = new Y.Doc();
    someEntries(base);
    for (const clientID of [1, 3_000_000_000]) {
      const forged = new Y.Doc();
      forged.clientID = clientID;
      forged.getMap('texts').set('v1', 'mine');
      const result = tryApplyUpdate(
        [Y.encodeStateAsUpdate(base)],
        Y.encodeStateAsUpdate(forged),
        rule,
      );
      const after = new Y.Doc();
      Y.applyUpdate(after, Y.encodeStateAsUpdate(base));
      Y.applyUpdate(after, Y.encodeStateAsUpdate(forged));
      expect(result.ok).toBe(after.getMap('texts').get('v1') === 'text');
    }
  });
});

describe('[AC5] keys of devices', () => {
  const own = { map: 'signed', ending: ' mine', isHanded: false };
  const handed = { ...own, isHanded: true };
  const given = (doc: Y.Doc): void => {
    someEntries(doc);
    doc.getMap('signed').set('a mine', '1');
    doc.getMap('signed').set('a hers', '1');
  };
  const rules: readonly (readonly [string, AppendRule | GuardRule, AppendRule | GuardRule])[] = [
    ['who may append', { ...rule, own }, { ...rule, own: handed }],
    ['who may change all', { own, isTypedIn: false }, { own: handed, isTypedIn: false }],
  ];

  describe.each(rules)('of %s', (_, keeping, handing) => {
    const set = (key: string) => (doc: Y.Doc) => void doc.getMap('signed').set(key, '2');
    it('are written by that device, and written anew', () => {
      expect(judged(given, set('b mine'), keeping)).toBe('ok');
      expect(judged(given, set('a mine'), keeping)).toBe('ok');
    });

    it('are written by no other, nor taken away', () => {
      expect(judged(given, set('b hers'), keeping)).toMatch(/^not-allowed: /);
      expect(judged(given, set('a hers'), keeping)).toMatch(/^not-allowed: /);
      for (const key of ['a mine', 'a hers']) {
        const remove = (doc: Y.Doc): void => doc.getMap('signed').delete(key);
        expect(judged(given, remove, keeping)).toMatch(/^not-allowed: /);
      }
    });

    it('come with the edits of others that are handed on, and replace none', () => {
      expect(judged(given, set('b hers'), handing)).toBe('ok');
      expect(judged(given, set('a hers'), handing)).toMatch(/^not-allowed: /);
    });
  });

  it('leave everything else to those who may change it', () => {
    const change = (doc: Y.Doc): void => {
      doc.getArray('entries').delete(0, 1);
      doc.getText('notes').delete(0, 2);
      doc.getMap('meta').set('title', 'Mine');
    };
    expect(judged(given, change, { own, isTypedIn: false })).toBe('ok');
  });
});

describe('[AC5] keys that last', () => {
  const kept = { map: 'access', lasting: ['revoked/'], foreign: ['accepted/'], isHanded: false };
  const given = (doc: Y.Doc): void => {
    for (const key of ['revoked/a', 'accepted/a', 'restricted/a']) doc.getMap('access').set(key, 1);
  };
  const set = (key: string) => (doc: Y.Doc) => void doc.getMap('access').set(key, 2);
  const remove = (key: string) => (doc: Y.Doc) => doc.getMap('access').delete(key);
  const told = (change: (doc: Y.Doc) => void, isHanded = false): string =>
    judged(given, change, { kept: { ...kept, isHanded }, isTypedIn: false });

  it('are added to, and none is written anew or taken away', () => {
    expect(told(set('revoked/b'))).toBe('ok');
    for (const isHanded of [false, true]) {
      for (const key of ['revoked/a', 'accepted/a']) {
        expect(told(set(key), isHanded)).toMatch(/^not-allowed: /);
        expect(told(remove(key), isHanded)).toMatch(/^not-allowed: /);
      }
    }
    expect(told(set('restricted/a'))).toBe('ok');
    expect(told(remove('restricted/a'))).toBe('ok');
  });

  it('are added only by handing on where others write them', () => {
    expect(told(set('accepted/b'))).toMatch(/^not-allowed: /);
    expect(told(set('accepted/b'), true)).toBe('ok');
  });
});
