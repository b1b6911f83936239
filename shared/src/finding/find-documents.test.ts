import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alikeDocuments } from './alike.ts';
import { findDocuments, type FindOptions } from './find-documents.ts';
import { createWordIndex, putDocument, renumber, type SearchedDocument } from './word-index.ts';

function document(id: string, part: Partial<SearchedDocument>): SearchedDocument {
  return { doc: `runbook:${id}`, stamp: id, title: '', names: [], labels: [], text: '', ...part };
}

function indexOf(documents: readonly SearchedDocument[]) {
  const index = createWordIndex();
  for (const one of documents) putDocument(index, one);
  return index;
}

const shop = indexOf([
  document('a', {
    title: 'PostgreSQL failover',
    text: 'Promote the replica.\n\tpatronictl failover orders\nThen check the lag.',
    names: ['PostgresPrimaryDown', 'orders-db'],
    labels: ['Ana Díaz', 'database'],
  }),
  document('b', {
    title: 'DNS provider is lost',
    text: 'Move the zone. PostgreSQL is not touched by this, so no failover. Nobody needs patronictl.',
  }),
  document('c', {
    title: 'etcdMembersDown',
    text: 'A member of the cluster is down; restore the quorum.',
  }),
]);

function found(query: string, options?: FindOptions): string[] {
  return findDocuments(shop, query, options).map(({ doc, similar }) =>
    similar ? `~${doc.slice(8)}` : doc.slice(8),
  );
}

describe('findDocuments', () => {
  it('puts a match in the title before one in the text, a command before prose', () => {
    expect(found('postgresql')).toEqual(['a', 'b']);
    expect(found('patronictl failover')).toEqual(['a', 'b']);
    expect(found('patronictl')).toEqual(['a', 'b']);
  });

  it('finds alerts, components, owners and tags, without accents', () => {
    for (const query of ['PostgresPrimaryDown', 'primarydown', 'orders-db', 'diaz', 'database']) {
      expect(found(query)).toEqual(['a']);
    }
  });

  it('finds beginnings of words and parts of names', () => {
    expect(found('patroni')).toEqual(['a', 'b']);
    expect(found('members down')).toEqual(['c']);
    expect(found('membersd')).toEqual(['c']);
  });

  it('forgives slips, and says so', () => {
    expect(found('pronote')).toEqual(['~a']);
    expect(found('quorun')).toEqual(['~c']);
    expect(found('qourum')).toEqual(['~c']);
    expect(found('lga')).toEqual([]);
    expect(found('patronictl failoevr')).toEqual(['~a', '~b']);
  });

  it('puts exact answers first and, where they are few, similar ones after', () => {
    const index = indexOf([
      document('x', { title: 'Cluster quorum' }),
      document('y', { title: 'Clusters' }),
      document('z', { title: 'Clutter' }),
      document('w', { title: 'Clustre' }),
    ]);
    expect(
      findDocuments(index, 'cluster').map(({ doc, similar }) => [doc.slice(8), similar]),
    ).toEqual([
      ['x', false],
      ['y', false],
      ['w', true],
      ['z', true],
    ]);
  });

  it('wants all words', () => {
    expect(found('replica quorum')).toEqual([]);
    expect(found(' -- ')).toEqual([]);
  });

  it('leaves out what is not wanted, and puts last what is to be last', () => {
    expect(found('postgresql', { accepts: (doc) => doc !== 'runbook:a' })).toEqual(['b']);
    expect(found('postgresql', { isLast: (doc) => doc === 'runbook:a' })).toEqual(['b', 'a']);
  });

  it('follows changes', () => {
    const index = indexOf([document('a', { text: 'alpha' }), document('b', { text: 'beta' })]);
    putDocument(index, document('a', { text: 'gamma beta' }));
    const titles = (query: string) => findDocuments(index, query).map(({ doc }) => doc);
    expect(titles('alpha')).toEqual([]);
    expect(titles('beta')).toEqual(['runbook:a', 'runbook:b']);
    expect(titles('gamma')).toEqual(['runbook:a']);
  });
});

describe('alikeDocuments', () => {
  it('gives those that share rare words, with the words', () => {
    const others = Array.from({ length: 20 }, (_, at) =>
      document(`other-${at}`, { text: `check the dashboard and topic${at} matter${at}` }),
    );
    const index = indexOf([
      document('a', { text: 'check the replication slot of patroni and the dashboard' }),
      document('b', { text: 'the replication slot is full: ask patroni, check the disk' }),
      ...others,
    ]);
    const [first, ...rest] = alikeDocuments(index, 'runbook:a', 5);
    expect(first?.doc).toBe('runbook:b');
    expect(first?.words.toSorted()).toEqual(['patroni', 'replication', 'slot']);
    expect(rest.every(({ likeness }) => likeness < (first?.likeness ?? 0) / 2)).toBe(true);
    expect(alikeDocuments(index, 'runbook:unknown', 5)).toEqual([]);
  });

  it('takes ordinary words for no likeness, however rare they are among few', () => {
    const index = indexOf([
      document('a', {
        title: 'Zone is lost',
        text: 'Put the later echo second. Ask the person who needs it, then write to storefront.',
      }),
      document('b', {
        title: 'Payments fail',
        text: 'A person needs to put the echo back later, and the second queue is drained by vault.',
      }),
      document('c', { title: 'Backup', text: 'Restore the volume and compare checksums.' }),
      document('d', { title: 'Certificates', text: 'Renew what expires within the week.' }),
    ]);
    expect(alikeDocuments(index, 'runbook:a', 5).map(({ words }) => words)).toEqual([]);
  });
});

const words = fc.array(fc.constantFrom('alpha', 'beta', 'gammaDelta', 'beta_x', 'omega'), {
  maxLength: 6,
});
const edits = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), words), { maxLength: 30 });

it('answers the same however it came to be: by edits, anew, or numbered anew', () => {
  fc.assert(
    fc.property(edits, fc.constantFrom('alpha', 'bet', 'gamma delta', 'omgea'), (all, query) => {
      const edited = createWordIndex();
      const last = new Map<string, SearchedDocument>();
      for (const [id, text] of all) {
        const one = document(String(id), { text: text.join(' '), title: text[0] ?? '' });
        putDocument(edited, one);
        last.set(one.doc, one);
      }
      const anew = indexOf([...last.values()]);
      expect(findDocuments(edited, query)).toEqual(findDocuments(anew, query));
      expect(findDocuments(renumber(edited), query)).toEqual(findDocuments(anew, query));
      expect(renumber(edited).counts.every((count) => count > 0)).toBe(true);
    }),
  );
});
