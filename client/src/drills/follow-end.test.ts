import { sayInDrill } from '@holdfast/shared/model/drill-commands';
import { startPracticeRun } from '@holdfast/shared/model/drill';
import { projectDrillLog, readSeals } from '@holdfast/shared/model/drill-log';
import { endRun, reopenRun } from '@holdfast/shared/model/run-commands';
import { copyOf, merge, newRun, person } from '@holdfast/shared/model/run-fixture';
import { readRuns } from '@holdfast/shared/model/run';
import { proveDrill } from '@holdfast/shared/model/verify-seals';
import { describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { followEnd } from './follow-end.ts';
import { sealEndInLog } from './seal-drill.ts';

const name = 'drill:01a';

function practiceRun(): Y.Doc {
  const doc = new Y.Doc();
  expect(startPracticeRun(doc, newRun('1. One\n'), person('Ana', 1_000)).ok).toBe(true);
  return doc;
}

/** A tab of somebody, with a log of its own, in which the drill is open. */
function tab(who: string, doc: Y.Doc, log = new Y.Doc()) {
  const writing: Promise<unknown>[] = [];
  const open = () => ({
    name: 'drill-log' as const,
    doc: log,
    awareness: new Awareness(log),
    ready: Promise.resolve(),
    close: () => undefined,
  });
  const hub = { open, entryContext: () => person(who, 3_000) };
  const stop = followEnd(doc, `device of ${who}`, () => writing.push(sealEndInLog(hub, name, doc)));
  return {
    doc,
    log,
    stop,
    async seals() {
      await Promise.all(writing);
      return readSeals(log);
    },
  };
}

function finish(doc: Y.Doc, who: string, verdict: 'passed' | 'failed' = 'passed'): void {
  expect(endRun(doc, readRuns(doc)[0]?.id ?? '', verdict, person(who, 2_000)).ok).toBe(true);
}

describe('a drill that ends by its run', () => {
  it('is sealed by the tab in which it ends, once, and again when it ends otherwise', async () => {
    const ana = tab('Ana', practiceRun());
    expect(await ana.seals()).toEqual([]);
    finish(ana.doc, 'Ana');
    sayInDrill(ana.doc, { kind: 'note', text: 'That was it' }, person('Ana', 2_500));
    expect(await ana.seals()).toMatchObject([{ drill: name, outcome: 'passed' }]);
    reopenRun(ana.doc, readRuns(ana.doc)[0]?.id ?? '', person('Ana', 2_600));
    finish(ana.doc, 'Ana', 'failed');
    expect((await ana.seals()).map(({ outcome }) => outcome)).toEqual(['passed', 'failed']);
  });

  it('is sealed at the next look where the tab was closed on the way, by whoever took part', async () => {
    const doc = practiceRun();
    finish(doc, 'Ana');
    expect(await tab('Ben', doc).seals()).toEqual([]);
    const log = new Y.Doc();
    expect(await tab('Ana', doc, log).seals()).toHaveLength(1);
    expect(await tab('Ana', doc, log).seals()).toHaveLength(1);
  });

  it('that two devices end while apart stands once in the log, and is intact', async () => {
    const first = practiceRun();
    const ana = tab('Ana', first);
    const ben = tab('Ben', copyOf(first));
    finish(ana.doc, 'Ana');
    finish(ben.doc, 'Ben');
    await Promise.all([ana.seals(), ben.seals()]);
    merge(ana.doc, ben.doc);
    merge(ana.log, ben.log);
    const seals = await ana.seals();
    expect(seals).toHaveLength(2);
    expect(projectDrillLog(ana.log).seals).toHaveLength(1);
    expect(projectDrillLog(ana.log)).toEqual(projectDrillLog(ben.log));
    expect(proveDrill(name, ana.doc, seals)).toMatchObject({ state: 'intact' });
    // Looked at again with all of it, by either: nothing is added.
    for (const one of [ana, ben]) {
      one.stop();
      expect(await tab('Ana', one.doc, one.log).seals()).toHaveLength(2);
    }
  });

  it('of the same entries, sealed by two, is sealed by the first of them', async () => {
    const doc = practiceRun();
    finish(doc, 'Ana');
    const [one, other] = [tab('Ana', doc), tab('Ana', copyOf(doc))];
    await Promise.all([one.seals(), other.seals()]);
    merge(one.log, other.log);
    const [first, ...more] = await one.seals();
    expect(more).toHaveLength(1);
    expect(projectDrillLog(one.log).seals).toMatchObject([
      { digest: first?.digest, sealedAtMs: first?.happenedAtMs },
    ]);
  });
});
