import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { textHash } from './ids.ts';
import { copyOf, docWithRun, merge, newRun, person } from './run-fixture.ts';
import {
  addStepNote,
  approve,
  endRun,
  maxOutputLength,
  readRunStates,
  reopenRun,
  setRunValue,
  tick,
} from './run-commands.ts';
import { findRunText, readRuns, readRunText, startRun } from './run.ts';

const three = '1. One\n2. Two\n3. Three\n';

describe('a run', () => {
  it('keeps the text and its steps as they were at the start', () => {
    const { doc, state } = docWithRun(three, { values: [{ name: 'host', value: 'pg-a1' }] });
    const { run, counts, values, outcome } = state();
    expect(run).toMatchObject({ title: 'Failover', version: textHash(three), by: 'Ana' });
    expect(run.steps.map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
    expect(readRunText(doc, run.version)).toBe(three);
    expect(counts).toEqual({ steps: 3, done: 0, skipped: 0, failed: 0, open: 3 });
    expect(values).toEqual([{ name: 'host', value: 'pg-a1' }]);
    expect(outcome).toBe('open');
  });

  it('of a long text goes in edits that a relay takes, and comes back whole', () => {
    const doc = new Y.Doc();
    const sizes: number[] = [];
    doc.on('update', (update: Uint8Array) => void sizes.push(update.length));
    const text = `1. One\n\n${'😀 words '.repeat(150_000)}`;
    const started = startRun(doc, newRun(text), person('Ana'));
    expect(started.ok).toBe(true);
    expect(Math.max(...sizes)).toBeLessThan(1 << 20);
    const [run] = readRuns(copyOf(doc));
    expect(readRunText(doc, run?.version ?? '')).toBe(text);
  });

  it('is not started without steps, or with too many', () => {
    const doc = new Y.Doc();
    expect(startRun(doc, newRun(''), person('Ana'))).toMatchObject({ reason: 'no-steps' });
    expect(startRun(doc, newRun(three, { part: [] }), person('Ana'))).toMatchObject({
      reason: 'no-steps',
    });
    const [step] = newRun(three).steps;
    const many = newRun(three, { steps: Array(2_001).fill(step) });
    expect(startRun(doc, many, person('Ana'))).toMatchObject({
      reason: 'too-many-steps',
    });
    const long = { values: [{ name: 'a', value: 'x'.repeat(501) }] };
    expect(startRun(doc, newRun(three, long), person('Ana'))).toMatchObject({
      reason: 'value-too-long',
    });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(new Y.Doc()));
  });

  it('of a part has the other steps, and does not count them', () => {
    const { doc, run, state } = docWithRun(three, { part: [2, 0, 0, 99] });
    expect(state().steps.map(({ inPart }) => inPart)).toEqual([true, false, true]);
    expect(state().counts.steps).toBe(2);
    expect(tick(doc, run, 1, 'done', person('Ana'))).toMatchObject({ reason: 'no-step' });
    expect(tick(doc, run, 9, 'done', person('Ana'))).toMatchObject({ reason: 'no-step' });
    expect(tick(doc, 'other', 0, 'done', person('Ana'))).toMatchObject({ reason: 'no-run' });
  });

  it('stands beside other runs of the same text, which is kept once', () => {
    const { doc, run } = docWithRun(three);
    startRun(doc, newRun(three), person('Ben', 900));
    tick(doc, run, 0, 'done', person('Ana'));
    expect(readRunStates(doc).map(({ counts }) => counts.done)).toEqual([1, 0]);
    expect([...doc.getMap('runTexts').keys()]).toHaveLength(1);
  });

  it('of which not all has arrived has no text yet', () => {
    const { doc, state } = docWithRun(three);
    doc.getMap('runTexts').delete(state().run.version);
    expect(findRunText(doc, state().run.version)).toEqual({ state: 'missing' });
    expect(findRunText(doc, 'other')).toEqual({ state: 'missing' });
    expect(readRunText(doc, 'other')).toBeUndefined();
  });

  it('whose text was changed does not show what stands there', () => {
    const { doc, state } = docWithRun(three);
    const { version } = state().run;
    const texts = doc.getMap('runTexts');
    for (const value of [0, 'many', 1e9, true]) {
      const copy = copyOf(doc);
      expect(readRunText(copy, version)).toBe(three);
      copy.getMap('runTexts').set(version, value);
      expect(findRunText(copy, version)).toEqual(expect.objectContaining({ state: 'changed' }));
      expect(readRunText(copy, version)).toBeUndefined();
    }
    texts.set(version, 'x');
    expect(readRunText(doc, version)).toBeUndefined();
    texts.set(version, three);
    expect(readRunText(doc, version)).toBe(three);
  });

  it.each([
    ['that is too long for one edit', 'long/'],
    ['of an older version', ''],
  ])('whose text is in portions, as one %s, shows it whole or not at all', (_, mark) => {
    const { doc, state } = docWithRun(three);
    const { version } = state().run;
    const texts = doc.getMap('runTexts');
    texts.delete(version);
    texts.set(`${mark}${version}`, 2);
    texts.set(`${version}/0`, three.slice(0, 9));
    expect(findRunText(doc, version)).toEqual({ state: 'missing' });
    texts.set(`${version}/1`, three.slice(9));
    expect(readRunText(doc, version)).toBe(three);
    for (const value of [7, three]) {
      texts.set(`${version}/1`, value);
      expect(findRunText(doc, version)).toEqual({ state: 'changed' });
    }
  });

  it('shows its own text or none, whoever wrote another under its name on a relay that lagged', () => {
    const client = fc.integer({ min: 1, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(client, client, fc.string(), (honest, hostile, evil) => {
        fc.pre(honest !== hostile && evil !== three);
        const version = textHash(three);
        const [ours, theirs] = [new Y.Doc(), new Y.Doc()];
        ours.clientID = honest;
        theirs.clientID = hostile;
        startRun(ours, newRun(three), person('Ana'));
        theirs.getMap('runTexts').set(version, evil);
        merge(ours, theirs);
        expect(findRunText(ours, version).state).toBe(findRunText(theirs, version).state);
        for (const doc of [ours, theirs])
          expect([three, undefined]).toContain(readRunText(doc, version));
      }),
    );
  });

  it('that starts where its text was changed leaves that as it is, as a responder has to', () => {
    const { doc, state } = docWithRun(three);
    const { version } = state().run;
    doc.getMap('runTexts').set(version, 'x');
    expect(startRun(doc, newRun(three), person('Ben'))).toMatchObject({ ok: true });
    expect(doc.getMap('runTexts').get(version)).toBe('x');
  });

  it('has its text, whatever else was said of one that is too long for one edit', () => {
    const doc = new Y.Doc();
    const version = textHash(three);
    doc.getMap('runTexts').set(`long/${version}`, 1);
    doc.getMap('runTexts').set(`${version}/0`, 'evil');
    expect(startRun(doc, newRun(three), person('Ben'))).toMatchObject({ ok: true });
    expect(readRunText(doc, version)).toBe(three);
  });
});

describe('ticks', () => {
  it('say who did what, when, with a note and output', () => {
    const { doc, run, state } = docWithRun(three);
    tick(doc, run, 0, 'running', person('Ana', 1_000));
    tick(doc, run, 0, 'done', person('Ana', 2_000), { note: ' slow ', output: 'lag 0\n' });
    tick(doc, run, 2, 'failed', person('Ben', 3_000), { note: 'no answer' });
    const { steps, counts, people, changedAtMs } = state();
    expect(steps[0]).toMatchObject({ state: 'done', by: 'Ana', atMs: 2_000 });
    expect(steps[0]?.remarks).toMatchObject([{ note: 'slow', output: 'lag 0\n', state: 'done' }]);
    expect(steps[2]).toMatchObject({ state: 'failed', reason: 'no answer' });
    expect(counts).toEqual({ steps: 3, done: 1, skipped: 0, failed: 1, open: 1 });
    expect(people).toEqual(['Ana', 'Ben']);
    expect(changedAtMs).toBe(3_000);
  });

  it('are taken back, and what was noted stays', () => {
    const { doc, run, state } = docWithRun(three);
    tick(doc, run, 0, 'done', person('Ana'), { note: 'odd' });
    tick(doc, run, 0, 'pending', person('Ben'));
    expect(state().steps[0]).toMatchObject({ state: 'pending', conflict: [], also: [] });
    expect(state().steps[0]?.remarks).toHaveLength(1);
  });

  it('that change nothing write nothing', () => {
    const { doc, run } = docWithRun(three);
    expect(tick(doc, run, 0, 'pending', person('Ana'))).toEqual({ ok: true, changed: false });
    expect(tick(doc, run, 0, 'done', person('Ana'))).toEqual({ ok: true, changed: true });
    expect(tick(doc, run, 0, 'done', person('Ben'))).toEqual({ ok: true, changed: false });
  });

  it('need a reason to skip, and bounded words', () => {
    const { doc, run } = docWithRun(three);
    expect(tick(doc, run, 0, 'skipped', person('Ana'))).toMatchObject({ reason: 'no-reason' });
    expect(tick(doc, run, 0, 'skipped', person('Ana'), { note: 'not needed' }).ok).toBe(true);
    const output = 'x'.repeat(maxOutputLength + 1);
    expect(addStepNote(doc, run, 0, { output }, person('Ana'))).toMatchObject({
      reason: 'too-long',
    });
    expect(addStepNote(doc, run, 0, { note: ' ' }, person('Ana'))).toMatchObject({
      reason: 'empty',
    });
  });

  it('of two people who had not seen each other are shown as a double tick', () => {
    const { doc, run, state } = docWithRun(three);
    const other = copyOf(doc);
    tick(doc, run, 0, 'done', person('Ana', 1_000));
    tick(other, run, 0, 'done', person('Ben', 2_000), { note: 'me too' });
    merge(doc, other);
    expect(state().steps[0]).toMatchObject({
      state: 'done',
      by: 'Ben',
      also: [{ by: 'Ana' }],
      conflict: [],
    });
  });

  it('that end a step differently are a conflict until somebody decides', () => {
    const { doc, run, state } = docWithRun(three);
    const other = copyOf(doc);
    tick(doc, run, 0, 'done', person('Ana', 1_000));
    tick(other, run, 0, 'failed', person('Ben', 2_000), { note: 'timeout' });
    merge(doc, other);
    expect(state().steps[0]).toMatchObject({
      state: 'failed',
      conflict: [
        { by: 'Ana', state: 'done' },
        { by: 'Ben', state: 'failed' },
      ],
    });
    expect(tick(doc, run, 0, 'failed', person('Ana', 3_000))).toEqual({ ok: true, changed: true });
    expect(state().steps[0]).toMatchObject({ state: 'failed', conflict: [], by: 'Ana' });
  });

  it('that end a step count before one that only begins it', () => {
    const { doc, run, state } = docWithRun(three);
    const other = copyOf(doc);
    tick(doc, run, 0, 'done', person('Ana', 1_000));
    tick(other, run, 0, 'running', person('Ben', 2_000));
    merge(doc, other);
    expect(state().steps[0]).toMatchObject({ state: 'done', by: 'Ana', also: [], conflict: [] });
  });
});

describe('a gate', () => {
  const gated = '1. Look\n2. Drop the table (needs a second person)\n';

  it('opens by the yes of another person than the one who asked', () => {
    const { doc, run, state } = docWithRun(gated);
    expect(tick(doc, run, 1, 'done', person('Ana'))).toMatchObject({ reason: 'needs-approval' });
    expect(approve(doc, run, 1, person('Ben'))).toMatchObject({ reason: 'not-waiting' });
    tick(doc, run, 1, 'waiting', person('Ana'));
    expect(state().steps[1]).toMatchObject({ state: 'waiting', asked: { by: 'Ana' } });
    expect(approve(doc, run, 1, person(' ana '))).toMatchObject({ reason: 'same-person' });
    expect(approve(doc, run, 1, person('Ben', 2_000), 'looks right').ok).toBe(true);
    expect(state().steps[1]).toMatchObject({
      state: 'running',
      by: 'Ana',
      approvals: [{ by: 'Ben', atMs: 2_000, sameDevice: false }],
      remarks: [{ by: 'Ben', note: 'looks right' }],
    });
    expect(tick(doc, run, 1, 'done', person('Ana', 3_000)).ok).toBe(true);
    expect(state().steps[1]).toMatchObject({ state: 'done', approvals: [{ by: 'Ben' }] });
    expect(state().people).toEqual(['Ana', 'Ben']);
  });

  it('opens by the yes of somebody of the same name, and not by a new name of whoever asked', () => {
    const { doc, run, state } = docWithRun(gated);
    const as = (name: string, id: string) => {
      const context = person(name);
      return { ...context, actor: { ...context.actor, person: id } };
    };
    tick(doc, run, 1, 'waiting', as('Ana', 'ana@one'));
    expect(approve(doc, run, 1, as('Ana Maria', 'ana@one'))).toMatchObject({
      reason: 'same-person',
    });
    expect(approve(doc, run, 1, as('Ana', 'ana@two')).ok).toBe(true);
    expect(state().steps[1]?.approvals).toMatchObject([{ by: 'Ana', person: 'ana@two' }]);
  });

  it('closes again when the step starts over', () => {
    const { doc, run, state } = docWithRun(gated);
    tick(doc, run, 1, 'waiting', person('Ana'));
    approve(doc, run, 1, person('Ben'));
    tick(doc, run, 1, 'pending', person('Ana'));
    expect(state().steps[1]).toMatchObject({ state: 'pending', approvals: [] });
    expect(tick(doc, run, 1, 'done', person('Ana'))).toMatchObject({ reason: 'needs-approval' });
  });

  it('does not open by a yes that another program wrote for whoever asked', () => {
    const { doc, run, state } = docWithRun(gated);
    tick(doc, run, 1, 'waiting', person('Ana'));
    const of = state().steps[1]?.asked?.id;
    const stamp = { id: 'forged', by: 'Ana', device: '', happenedAtMs: 1, posted: { ms: 9, n: 0 } };
    doc.getArray('entries').push([{ kind: 'approve', run, step: 1, of, ...stamp }]);
    expect(state().steps[1]).toMatchObject({ state: 'waiting', approvals: [] });
  });

  it('says that a yes came from the same device', () => {
    const { doc, run, state } = docWithRun(gated);
    tick(doc, run, 1, 'waiting', person('Ana'));
    const ben = person('Ben');
    approve(doc, run, 1, { ...ben, actor: { name: 'Ben', device: 'device of Ana' } });
    expect(state().steps[1]?.approvals).toMatchObject([{ by: 'Ben', sameDevice: true }]);
  });
});

describe('the end of a run', () => {
  it('has a verdict and a note, and can be taken back', () => {
    const { doc, run, state } = docWithRun(three);
    endRun(doc, run, 'passed', person('Ana', 5_000), 'all well');
    expect(state()).toMatchObject({
      outcome: 'passed',
      endedAtMs: 5_000,
      endedBy: 'Ana',
      endNote: 'all well',
    });
    expect(tick(doc, run, 0, 'done', person('Ana'))).toMatchObject({ reason: 'ended' });
    expect(addStepNote(doc, run, 0, { note: 'later' }, person('Ana')).ok).toBe(true);
    expect(endRun(doc, run, 'passed', person('Ben'))).toEqual({ ok: true, changed: false });
    reopenRun(doc, run, person('Ana', 6_000));
    expect(state()).toMatchObject({ outcome: 'open', endedAtMs: 0, endedBy: '' });
    expect(tick(doc, run, 0, 'done', person('Ana')).ok).toBe(true);
  });

  it('given twice and differently is a conflict until somebody decides', () => {
    const { doc, run, state } = docWithRun(three);
    const other = copyOf(doc);
    endRun(doc, run, 'passed', person('Ana', 1_000));
    endRun(other, run, 'failed', person('Ben', 2_000), 'too slow');
    merge(doc, other);
    expect(state()).toMatchObject({
      outcome: 'failed',
      endConflict: [
        { by: 'Ana', verdict: 'passed' },
        { by: 'Ben', verdict: 'failed', note: 'too slow' },
      ],
    });
    endRun(doc, run, 'passed', person('Ana', 3_000));
    expect(state()).toMatchObject({ outcome: 'passed', endConflict: [] });
  });
});

it('variables are filled in for everyone, the latest counts', () => {
  const { doc, run, state } = docWithRun('1. {{host}}', { values: [{ name: 'host', value: '' }] });
  setRunValue(doc, run, 'host', 'pg-a1', person('Ana'));
  expect(setRunValue(doc, run, 'host', 'pg-a1', person('Ben'))).toEqual({
    ok: true,
    changed: false,
  });
  expect(state().values).toEqual([{ name: 'host', value: 'pg-a1' }]);
  expect(setRunValue(doc, run, 'host', 'x'.repeat(501), person('Ana')).ok).toBe(false);
});
