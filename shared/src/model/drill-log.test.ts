import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  abortDrill,
  addDrillAction,
  correctInDrill,
  giveVerdict,
  observe,
  sayInDrill,
  setMoment,
  setParticipant,
} from './drill-commands.ts';
import { drillMoments, observedAs, readDrillEntries } from './drill-entries.ts';
import { markOf, marksIn } from './drill-digest.ts';
import { addDrillFile } from './drill-files.ts';
import { latestSeals, readSeals, sealDrill } from './drill-log.ts';
import { dropOldFiles } from './drill-retention.ts';
import { startDrill } from './drill-start.ts';
import { drillVerdicts } from './drill-words.ts';
import { type EntryContext } from './entries.ts';
import { entryHash, readChain } from './entry-chain.ts';
import { project } from './project.ts';
import { projectDrill } from './drill-projection.ts';
import { projectionSchema } from './projection.ts';
import { tick } from './run-commands.ts';
import { readRuns } from './run.ts';
import { copyOf, merge, newRun, person } from './run-fixture.ts';
import { verifyChain } from './verify-chain.ts';
import { proveDrill } from './verify-seals.ts';

const name = 'drill:01a';

function drill(): Y.Doc {
  const doc = new Y.Doc();
  const planned = {
    drillKind: 'failover',
    title: 'Failover',
    expects: ['It takes over'],
    run: newRun('1. One\n2. Two\n'),
    rtoSeconds: 60,
  };
  expect(startDrill(doc, planned, person('Ana', 1_000)).ok).toBe(true);
  return doc;
}

function prove(log: Y.Doc, doc: Y.Doc | undefined) {
  return proveDrill(name, doc, readSeals(log));
}

/** The same document, as somebody who can write anything would leave it. */
function tampered(doc: Y.Doc, change: (list: readonly unknown[]) => readonly unknown[]): Y.Doc {
  const copy = copyOf(doc);
  const entries = copy.getArray('entries');
  const changed = change(entries.toArray());
  entries.delete(0, entries.length);
  entries.push([...changed]);
  return copy;
}

describe('the log', () => {
  it('has a seal of a drill as it ended, and none twice', () => {
    const doc = drill();
    const log = new Y.Doc();
    setMoment(doc, 'started', 1_000, person('Ana', 2_000));
    setMoment(doc, 'restored', 1_500, person('Ana', 2_000));
    giveVerdict(doc, { outcome: 'passed', hypothesis: 'held' }, person('Ben', 2_000));
    expect(sealDrill(log, name, doc, person('Ben', 2_100))).toEqual({ ok: true, changed: true });
    expect(sealDrill(log, name, doc, person('Ana', 2_200))).toEqual({ ok: true, changed: false });
    const shown = project('drill-log', log);
    expect(projectionSchema.parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({
      kind: 'drill-log',
      seals: [
        {
          drill: name,
          outcome: 'passed',
          recoverySeconds: 0.5,
          rtoSeconds: 60,
          people: ['Ana', 'Ben'],
          count: 5,
          sealedBy: 'Ben',
          sealedAtMs: 2_100,
        },
      ],
    });
    expect(prove(log, doc)).toMatchObject({ state: 'intact', addedSinceSeal: 0 });
    sayInDrill(doc, { kind: 'note', text: 'thanks' }, person('Cleo', 3_000));
    expect(prove(log, doc)).toMatchObject({ state: 'intact', addedSinceSeal: 1 });
    giveVerdict(doc, { outcome: 'failed', hypothesis: 'held' }, person('Ben', 4_000));
    sealDrill(log, name, doc, person('Ben', 4_000));
    expect(latestSeals(readSeals(log))).toMatchObject([{ outcome: 'failed', count: 7 }]);
    expect(prove(log, doc).seals.map(({ state }) => state)).toEqual(['intact', 'intact']);
    expect(sealDrill(log, name, new Y.Doc(), person('Ben'))).toMatchObject({ reason: 'no-drill' });
  });

  it('shows the removal of the last entry, of a run and of the whole drill', () => {
    const doc = drill();
    const log = new Y.Doc();
    abortDrill(doc, 'Customers noticed', person('Ana', 2_000));
    expect(prove(log, doc)).toMatchObject({ state: 'unsealed' });
    sealDrill(log, name, doc, person('Ana', 2_000));
    const cut = tampered(doc, (list) => list.slice(0, -1));
    expect(verifyChain(cut.getArray('entries')).breaks).toEqual([]);
    expect(prove(log, cut)).toMatchObject({
      state: 'damaged',
      seals: [{ state: 'changed', missing: 1 }],
    });
    const noRun = copyOf(doc);
    noRun.getArray('runs').delete(0, 1);
    expect(prove(log, noRun)).toMatchObject({ seals: [{ state: 'changed', missing: 1 }] });
    expect(prove(log, new Y.Doc())).toMatchObject({ state: 'gone', seals: [{ state: 'gone' }] });
    expect(prove(log, undefined)).toMatchObject({ state: 'gone' });
  });

  it('of a drill that lost old files is sealed again, and keeps its summary', () => {
    const doc = drill();
    const log = new Y.Doc();
    const file = { name: 'a.txt', type: '', content: new Uint8Array([1]) };
    addDrillFile(doc, file, person('Ana', 2_000));
    giveVerdict(doc, { outcome: 'passed', hypothesis: 'held' }, person('Ana', 3_000));
    sealDrill(log, name, doc, person('Ana', 3_000));
    const before = latestSeals(readSeals(log))[0];
    const later = person('Ana', 9e9);
    expect(dropOldFiles(doc, 7, later)).toEqual({ ok: true, dropped: 1 });
    expect(sealDrill(log, name, doc, later)).toEqual({ ok: true, changed: true });
    const after = latestSeals(readSeals(log))[0];
    expect(after?.count).toBe((before?.count ?? 0) + 1);
    expect(after?.outcome).toBe('passed');
    expect(prove(log, doc)).toMatchObject({ state: 'intact', addedSinceSeal: 0 });
  });

  it('shows contents that are not what their entries say', () => {
    const doc = drill();
    const log = new Y.Doc();
    const file = { name: 'a.txt', type: '', content: new Uint8Array([1]) };
    addDrillFile(doc, file, person('Ana', 2_000));
    sealDrill(log, name, doc, person('Ana', 3_000));
    expect(prove(log, doc)).toMatchObject({
      state: 'intact',
      contents: { files: { here: 1, missing: 0 }, wrongTexts: 0 },
    });
    const [digest = ''] = doc.getMap('files').keys();
    const other = copyOf(doc);
    other.getMap('files').set(digest, new Uint8Array([2]));
    expect(prove(log, other)).toMatchObject({
      state: 'damaged',
      contents: { files: { changed: 1 } },
    });
    other.getMap('files').delete(digest);
    expect(prove(log, other)).toMatchObject({
      state: 'damaged',
      contents: { files: { missing: 1 } },
    });
    const text = copyOf(doc);
    const version = readRuns(text)[0]?.version ?? '';
    text.getMap('runTexts').set(version, '1. Something else\n');
    expect(prove(log, text)).toMatchObject({ state: 'damaged', contents: { wrongTexts: 1 } });
  });

  it('reads whatever others wrote in it', () => {
    const log = new Y.Doc();
    log.getArray('entries').push([null, { kind: 'seal' }, 7]);
    expect(project('drill-log', log)).toMatchObject({ seals: [] });
  });

  it('cannot tell a drill of an older version that nobody sealed', () => {
    const doc = new Y.Doc();
    const stamp = { id: 'a', by: 'Ana', device: 'd', happenedAtMs: 1, posted: { ms: 1, n: 0 } };
    doc.getArray('entries').push([{ kind: 'note', text: 'old', ...stamp }]);
    expect(prove(new Y.Doc(), doc)).toMatchObject({ state: 'unchained' });
  });
});

const step = fc.oneof(
  fc.record({
    on: fc.nat(3),
    do: fc.constantFrom('note', 'decision', 'finding', 'expected', 'output'),
    text: fc.string({ minLength: 1, unit: 'binary' }),
  }),
  fc.record({ on: fc.nat(3), do: fc.constantFrom('tick', 'take part', 'action', 'abort') }),
  fc.record({ on: fc.nat(3), do: fc.constant('observe'), as: fc.constantFrom(...observedAs) }),
  fc.record({
    on: fc.nat(3),
    do: fc.constant('moment'),
    which: fc.constantFrom(...drillMoments),
    atMs: fc.nat(3_000),
  }),
  fc.record({ on: fc.nat(3), do: fc.constant('verdict'), as: fc.constantFrom(...drillVerdicts) }),
  fc.record({ on: fc.nat(3), do: fc.constant('correct'), at: fc.nat(30), gone: fc.boolean() }),
  fc.record({ on: fc.nat(3), do: fc.constant('merge'), with: fc.nat(3) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function act(doc: Y.Doc, one: Step, context: EntryContext): void {
  if ('text' in one) sayInDrill(doc, { kind: one.do, text: one.text }, context);
  else if ('which' in one) setMoment(doc, one.which, one.atMs, context);
  else if ('at' in one) {
    const entries = readDrillEntries(doc);
    const id = entries[one.at % entries.length]?.id ?? '';
    correctInDrill(doc, id, one.gone ? { withdrawn: true } : { text: 'Other words' }, context);
  } else if ('as' in one) {
    if (one.as === 'passed' || one.as === 'failed' || one.as === 'inconclusive') {
      giveVerdict(doc, { outcome: one.as, hypothesis: 'held' }, context);
    } else observe(doc, { text: 'Seen', asExpected: one.as }, context);
  } else if (one.do === 'tick') {
    tick(doc, readRuns(doc)[0]?.id ?? '', 0, 'done', context);
  } else if (one.do === 'take part') {
    setParticipant(doc, { role: 'Lead', person: 'Dan', holds: true }, context);
  } else if (one.do === 'action') {
    addDrillAction(doc, { text: 'Do it', owner: 'Ben' }, context);
  } else abortDrill(doc, 'Enough', context);
}

/** Four tabs of three devices work on one drill, and seal it when somebody ended it. */
function history(steps: readonly Step[]) {
  const first = drill();
  const tabs = Array.from({ length: 4 }, () => copyOf(first));
  const log = new Y.Doc();
  for (const [at, one] of steps.entries()) {
    const doc = tabs[one.on];
    if (doc === undefined) continue;
    if ('with' in one) {
      const other = tabs[one.with];
      if (other !== undefined) merge(doc, other);
      continue;
    }
    const context = person(['Ana', 'Ben', 'Cleo', 'Ana'][one.on] ?? '', 2_000 + at);
    act(doc, one, context);
    if (one.do === 'verdict' || one.do === 'abort') sealDrill(log, name, doc, context);
  }
  merge(...tabs);
  return { doc: tabs[0] ?? first, tabs, log };
}

describe('a drill that several people work on apart', () => {
  const histories = fc.array(step, { maxLength: 30 });

  it('is the same for all of them, and proves intact', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const { tabs, doc, log } = history(steps);
        for (const tab of tabs) {
          expect(projectDrill(tab)).toEqual(projectDrill(doc));
          const proof = prove(log, tab);
          expect(proof.state).toBe(readSeals(log).length > 0 ? 'intact' : 'unsealed');
          expect(proof.seals.every(({ state }) => state === 'intact')).toBe(true);
        }
        expect(verifyChain(log.getArray('entries')).breaks).toEqual([]);
        const shown = project(name, doc);
        expect(projectionSchema.parse(shown)).toEqual(shown);
      }),
    );
  });

  it('shows every change and removal but of entries that nobody has named or sealed', () => {
    fc.assert(
      fc.property(histories, fc.nat(), fc.boolean(), (steps, at, removes) => {
        const { doc, log } = history(steps);
        const list = doc.getArray('entries').toArray();
        const target = list[at % list.length];
        if (typeof target !== 'object' || target === null) return;
        const changed = removes ? [] : [{ ...target, by: 'Somebody else' }];
        const other = tampered(doc, (all) =>
          all.flatMap((value) => (entryHash(value) === entryHash(target) ? changed : [value])),
        );
        const named = list.some((value) => {
          const chain = typeof value === 'object' && value !== null ? readChain(value) : undefined;
          return chain?.prev === entryHash(target) || chain?.seen === entryHash(target);
        });
        const proof = prove(log, other);
        const mark = markOf(entryHash(target));
        const wasSealed = readSeals(log).some(({ marks }) => marksIn(marks).includes(mark));
        expect(proof.state === 'damaged').toBe(named || wasSealed);
      }),
    );
  });
});
