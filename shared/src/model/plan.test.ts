import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { drillKinds } from './drill-kinds.ts';
import {
  changePlanMembers,
  createPlan,
  replacePlanBody,
  setPlanArchived,
  setPlanFields,
  touchPlan,
} from './plan.ts';
import { readPlan } from './plan-document.ts';
import { project } from './project.ts';
import { planProjectionSchema } from './projection.ts';

const basics = { title: 'Zone loss', drillKind: 'game-day' };

function planDoc(): Y.Doc {
  const doc = new Y.Doc();
  expect(createPlan(doc, basics, 7, 'Ana')).toEqual({ ok: true, changed: true });
  return doc;
}

describe('a plan', () => {
  it('is projected from its registers, monthly and otherwise empty where nothing was said', () => {
    const doc = new Y.Doc();
    createPlan(doc, { title: ' Zone\nloss ', drillKind: 'game-day' }, 7, 'Ana');
    const shown = project('plan:01a', doc);
    expect(shown).toEqual({
      kind: 'plan',
      title: 'Zone loss',
      drillKind: 'game-day',
      scenario: '',
      scope: { components: [], domains: [], people: [] },
      runbook: '',
      hypothesis: '',
      abort: '',
      owner: '',
      participants: [],
      cadence: 'every month',
      startsOn: '',
      blackouts: [],
      archived: false,
      createdAtMs: 7,
      createdBy: 'Ana',
      changedAtMs: 7,
      changedBy: 'Ana',
      text: '',
    });
    expect(planProjectionSchema.parse(shown)).toEqual(shown);
    expect(drillKinds).toContain('game-day');
  });

  it('is unknown while nothing of it is here', () => {
    expect(project('plan:01a', new Y.Doc()).kind).toBe('unknown');
  });

  it('holds all that it was made with, and is searched by its words', () => {
    const doc = new Y.Doc();
    const made = createPlan(
      doc,
      {
        ...basics,
        scenario: 'zone-loss',
        scope: { components: ['shop', 'cart'], domains: ['zone-a'] },
        hypothesis: 'Orders go on.',
        abort: 'More than 1 % of orders fail.',
        rtoSeconds: 300,
        rpoSeconds: 0,
        owner: 'Platform',
        cadence: 'quarterly at 9:30',
        startsOn: '2026-12-01',
        participants: [
          { role: 'Scribe', person: '' },
          { role: 'Lead', person: 'Ana' },
        ],
        blackouts: [{ from: '2026-12-20', to: '2027-01-04', note: 'Peak' }],
        body: '1. Take the zone out.\n2. Watch orders.\n',
      },
      7,
      'Ana',
    );
    expect(made).toEqual({ ok: true, changed: true });
    expect(project('plan:01a', doc)).toMatchObject({
      scope: { components: ['cart', 'shop'], domains: ['zone-a'], people: [] },
      rtoSeconds: 300,
      rpoSeconds: 0,
      cadence: 'every quarter at 09:30',
      participants: [
        { role: 'Lead', person: 'Ana' },
        { role: 'Scribe', person: '' },
      ],
      blackouts: [{ from: '2026-12-20', to: '2027-01-04', note: 'Peak' }],
      text: 'Orders go on.\nMore than 1 % of orders fail.\nTake the zone out.\nWatch orders.',
    });
    expect(createPlan(doc, basics, 8, 'Ben')).toMatchObject({ ok: false, reason: 'exists' });
  });

  it('changes as asked, says who did, and writes nothing where nothing changes', () => {
    const doc = planDoc();
    expect(setPlanFields(doc, { rtoSeconds: 60, cadence: '' }, 9, 'Ben').ok).toBe(true);
    expect(readPlan(doc)).toMatchObject({ rtoSeconds: 60, cadence: '', changedBy: 'Ben' });
    expect(setPlanFields(doc, { rtoSeconds: 60 }, 10, 'Cleo')).toEqual({
      ok: true,
      changed: false,
    });
    expect(readPlan(doc).changedAtMs).toBe(9);
    setPlanFields(doc, { rtoSeconds: null }, 11, 'Ben');
    expect(readPlan(doc)).not.toHaveProperty('rtoSeconds');
    replacePlanBody(doc, '1. One', 12, 'Ben');
    expect(replacePlanBody(doc, '1. One', 13, 'Ben')).toEqual({ ok: true, changed: false });
    touchPlan(doc, 14, 'Cleo');
    expect(readPlan(doc)).toMatchObject({ body: '1. One', changedAtMs: 14, changedBy: 'Cleo' });
    setPlanArchived(doc, true, 15, 'Ana');
    expect(setPlanArchived(doc, true, 16, 'Ana')).toEqual({ ok: true, changed: false });
    expect(readPlan(doc).archived).toBe(true);
  });

  it('adds and takes away members one by one', () => {
    const doc = planDoc();
    const lead = { role: 'Lead', person: 'Ana' };
    const blackout = { from: '2026-12-20', to: '2027-01-04', note: 'Peak' };
    changePlanMembers(
      doc,
      {
        scope: { add: { components: ['a', 'b'] } },
        participants: { add: [lead] },
        blackouts: { add: [blackout] },
      },
      9,
      'Ana',
    );
    changePlanMembers(
      doc,
      {
        scope: { add: { people: ['p'] }, remove: { components: ['a'] } },
        participants: { remove: [lead], add: [{ role: 'Lead', person: 'Ben' }] },
        blackouts: { remove: [blackout], add: [{ ...blackout, note: 'Season' }] },
      },
      10,
      'Ana',
    );
    expect(readPlan(doc)).toMatchObject({
      scope: { components: ['b'], domains: [], people: ['p'] },
      participants: [{ role: 'Lead', person: 'Ben' }],
      blackouts: [{ note: 'Season' }],
    });
  });

  it.each([
    [{ title: ' ' }, 'title-empty'],
    [{ drillKind: 'party' }, 'no-kind'],
    [{ owner: 'a'.repeat(101) }, 'too-long'],
    [{ hypothesis: 'a'.repeat(4_001) }, 'too-long'],
    [{ runbook: 'incident:01a' }, 'no-runbook'],
    [{ rtoSeconds: -1 }, 'no-duration'],
    [{ rpoSeconds: Number.NaN }, 'no-duration'],
    [{ cadence: 'now and then' }, 'no-cadence'],
    [{ startsOn: '2026-02-30' }, 'no-day'],
  ])('refuses %o', (change, reason) => {
    const doc = planDoc();
    const before = Y.encodeStateAsUpdate(doc);
    expect(setPlanFields(doc, change, 9, 'Ben')).toMatchObject({ ok: false, reason });
    expect(createPlan(new Y.Doc(), { ...basics, ...change }, 9, 'Ben')).toMatchObject({ reason });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  const day = { from: '2026-12-20', to: '2026-12-24', note: '' };
  it.each([
    [{ scope: { add: { components: ['no id'] } } }, 'no-id'],
    [{ scope: { add: { people: Array.from({ length: 501 }, (_, n) => `p${n}`) } } }, 'too-many'],
    [{ participants: { add: [{ role: ' ', person: '' }] } }, 'no-participant'],
    [{ participants: { add: [{ role: 'a'.repeat(101), person: '' }] } }, 'too-long'],
    [{ blackouts: { add: [{ ...day, to: 'later' }] } }, 'no-day'],
    [{ blackouts: { add: [{ ...day, to: '2026-12-01' }] } }, 'days-reversed'],
    [{ blackouts: { add: [{ ...day, note: 'a'.repeat(201) }] } }, 'too-long'],
  ])('refuses members %#', (change, reason) => {
    const doc = planDoc();
    const before = Y.encodeStateAsUpdate(doc);
    expect(changePlanMembers(doc, change, 9, 'Ben')).toMatchObject({ ok: false, reason });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });
});
