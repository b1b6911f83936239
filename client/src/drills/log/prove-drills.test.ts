import { giveVerdict, sayInDrill } from '@holdfast/shared/model/drill-commands';
import { sealDrill } from '@holdfast/shared/model/drill-log';
import { startDrill } from '@holdfast/shared/model/drill-start';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocumentUpdate } from '../../hub/client-api.ts';
import { type LogProof, proveDrills } from './prove-drills.ts';

let random = 0;
function by(name: string, nowMs: number) {
  random += 1;
  const bytes = (length: number) => new Uint8Array(length).fill(random % 251);
  return { actor: { name, device: `device of ${name}` }, nowMs, random: { bytes } };
}

function held(title: string): Y.Doc {
  const doc = new Y.Doc();
  startDrill(doc, { drillKind: 'failover', title }, by('Ana', 1_000));
  sayInDrill(doc, { kind: 'note', text: 'it began' }, by('Ana', 2_000));
  sayInDrill(doc, { kind: 'note', text: 'I saw it' }, by('Ben', 3_000));
  giveVerdict(doc, { outcome: 'passed', hypothesis: 'held' }, by('Ana', 4_000));
  return doc;
}

/** Without the entry at this place. */
function without(doc: Y.Doc, place: number): Y.Doc {
  doc.getArray('entries').delete(place);
  return doc;
}

async function prove(
  docs: ReadonlyMap<string, Y.Doc>,
  deps: { readonly signal?: AbortSignal; readonly onProgress?: (done: number) => void } = {},
): Promise<LogProof> {
  const readDocuments = async (names: readonly string[]): Promise<DocumentUpdate[]> =>
    names.flatMap((name) => {
      const doc = docs.get(name);
      return doc === undefined ? [] : [{ doc: name, update: Y.encodeStateAsUpdate(doc) }];
    });
  return proveDrills(
    [...docs.keys()].filter((name) => name.startsWith('drill:')),
    {
      readDocuments,
      pause: async () => undefined,
      now: () => 0,
      onProgress: (done) => deps.onProgress?.(done),
      signal: deps.signal ?? new AbortController().signal,
    },
  );
}

function sealed(drills: ReadonlyMap<string, Y.Doc>): Map<string, Y.Doc> {
  const log = new Y.Doc();
  for (const [name, doc] of drills) sealDrill(log, name, doc, by('Ana', 5_000));
  return new Map([...drills, ['drill-log', log]]);
}

describe('the log is recomputed', () => {
  test('what is as it was written is intact, and what nobody sealed is said to be so', async () => {
    const docs = sealed(new Map([['drill:01a', held('A')]]));
    docs.set('drill:01b', held('B'));
    const { drills, log } = await prove(docs);
    expect(drills.map(({ drill, state }) => [drill, state])).toEqual([
      ['drill:01b', 'unsealed'],
      ['drill:01a', 'intact'],
    ]);
    expect(log?.breaks).toEqual([]);
  });

  test('what was changed, removed at the end, or removed as a whole stands first', async () => {
    const docs = sealed(
      new Map([
        ['drill:01a', held('A')],
        ['drill:01b', held('B')],
        ['drill:01c', held('C')],
        ['drill:01d', held('D')],
      ]),
    );
    docs.set('drill:01b', without(held('B'), 1));
    const last = docs.get('drill:01c');
    if (last !== undefined) without(last, 3);
    docs.delete('drill:01d');
    const { drills } = await prove(docs);
    const states = new Map(drills.map(({ drill, state }) => [drill, state]));
    expect(states).toEqual(
      new Map([
        ['drill:01b', 'damaged'],
        ['drill:01c', 'damaged'],
        ['drill:01d', 'gone'],
        ['drill:01a', 'intact'],
      ]),
    );
    expect(drills.at(-1)?.state).toBe('intact');
  });

  test('hundreds are told of as they are checked, and it stops when asked to', async () => {
    const docs = new Map(
      Array.from({ length: 50 }, (_, at) => [`drill:${at}`, held(`${at}`)] as const),
    );
    const done: number[] = [];
    await prove(docs, { onProgress: (count) => done.push(count) });
    expect(done).toEqual([20, 40, 50]);
    const stop = new AbortController();
    stop.abort();
    await expect(prove(docs, { signal: stop.signal })).rejects.toThrow(/abort/i);
  });
});
