import type { Clock } from '@holdfast/shared/replica/ports';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptAround } from './excerpt.ts';
import { createSearchIndex } from './search-index.ts';
import { searchWords } from './search-words.ts';

const clock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
  afterTurn: (task) => void setImmediate(task),
};

function indexOf(entries: Readonly<Record<string, readonly [title: string, text: string]>>) {
  const textByDocument = new Map(Object.entries(entries).map(([doc, [, text]]) => [doc, text]));
  const index = createSearchIndex({
    clock,
    titles: () => Object.entries(entries).map(([doc, [title]]) => ({ doc, title })),
    loadText: (doc) => Promise.resolve(textByDocument.get(doc) ?? ''),
  });
  return {
    search: async (query: string) => (await index.search(query, 10)).map((hit) => hit.doc),
    hits: (query: string) => index.search(query, 10),
    update(doc: string, title: string, text: string) {
      textByDocument.set(doc, text);
      index.update(doc, title, text);
    },
  };
}

const shop = {
  'runbook:a': ['PostgreSQL failover', 'Promote the replica with patronictl. Then check the lag.'],
  'runbook:b': ['DNS provider is lost', 'Move the zone. PostgreSQL is not touched by this.'],
  'runbook:c': ['etcdMembersDown', 'A member of the cluster is down; restore the quorum.'],
} as const;

describe('search', () => {
  it('puts a match in the title before one in the text', async () => {
    expect(await indexOf(shop).search('postgresql')).toEqual(['runbook:a', 'runbook:b']);
  });

  it('finds beginnings of words, small slips and parts of camel-cased names', async () => {
    const index = indexOf(shop);
    expect(await index.search('patroni')).toEqual(['runbook:a']);
    expect(await index.search('pronote')).toEqual(['runbook:a']);
    expect(await index.search('members down')).toEqual(['runbook:c']);
  });

  it('offers what is similar only where nothing has the words themselves, and says so', async () => {
    const index = indexOf({
      'runbook:a': ['Cluster quorum', 'Restore it.'],
      'runbook:b': ['Clusters', 'Something else.'],
      'runbook:c': ['Clutter', 'Something else.'],
    });
    const exact = await index.hits('cluster');
    expect(exact.map((hit) => [hit.doc, hit.similar])).toEqual([
      ['runbook:a', undefined],
      ['runbook:b', undefined],
    ]);
    const similar = await index.hits('quorun');
    expect(similar.map((hit) => [hit.doc, hit.similar])).toEqual([['runbook:a', true]]);
  });

  it('wants all words', async () => {
    expect(await indexOf(shop).search('replica quorum')).toEqual([]);
  });

  it('follows changes', async () => {
    const index = indexOf(shop);
    expect(await index.search('vault')).toEqual([]);
    index.update('runbook:b', 'DNS provider is lost', 'Fetch the token from the vault.');
    index.update('runbook:d', 'Vault is sealed', 'Unseal it.');
    expect(await index.search('vault')).toEqual(['runbook:d', 'runbook:b']);
    expect(await index.search('zone')).toEqual([]);
  });

  it('shows the text around the match, with the matched words marked', async () => {
    const [hit] = await indexOf(shop).hits('lag');
    expect(hit?.title).toBe('PostgreSQL failover');
    expect(hit?.marks.map(([from, to]) => hit.excerpt.slice(from, to))).toEqual(['lag']);
  });
});

describe('searchWords', () => {
  it('keeps a name whole and gives its parts', () => {
    expect(searchWords('KubePodCrashLooping on db_primary-1: HTTPErrors')).toEqual([
      ...['KubePodCrashLooping', 'Kube', 'Pod', 'Crash', 'Looping', 'on'],
      ...['db_primary', 'db', 'primary', '1', 'HTTPErrors', 'HTTP', 'Errors'],
    ]);
  });
});

describe('excerptAround', () => {
  it('marks only what is a term, inside the excerpt, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 600, unit: 'binary' }),
        fc.array(fc.string({ maxLength: 6 }), { maxLength: 3 }),
        (text, terms) => {
          const { excerpt, marks } = excerptAround(text, terms);
          expect(excerpt.length).toBeLessThanOrEqual(220);
          for (const [from, to] of marks) {
            expect(from).toBeLessThan(to);
            expect(to).toBeLessThanOrEqual(excerpt.length);
          }
        },
      ),
    );
  });
});
