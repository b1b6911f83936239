import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCutSets } from './cut-sets.ts';
import { findProbability } from './diagram.ts';
import { modelOf, soundGraph } from './fault-model-fixture.ts';
import { readMef } from './mef-read.ts';
import { writeMef } from './mef-write.ts';

describe('Open-PSA MEF', () => {
  it('comes back as it was written, unless something needs itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 40, maxLength: 120 }),
        fc.string(),
        (numbers, label) => {
          const model = modelOf(numbers);
          const graph = soundGraph(model);
          const written = writeMef(model, { name: label, labelOf: () => label });
          expect(written.ok).toBe(!graph.groups.some(({ isCyclic }) => isCyclic));
          if (!written.ok) return;
          const read = readMef([{ name: 'model.xml', text: written.text }]);
          if (!read.ok) throw new Error(read.problems[0]?.text);
          expect(countsOutOfBounds(written.text)).toEqual([]);
          const again = soundGraph(read.value.model);
          for (const gate of graph.gates) {
            const counts = findCutSets(graph, gate, { order: Infinity }).counts;
            expect(findCutSets(again, gate, { order: Infinity }).counts).toEqual(counts);
            const value = findProbability(graph, gate)?.value ?? -1;
            expect(findProbability(again, gate)?.value).toBeCloseTo(value, 12);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says `or` and `and` where one failed input is enough, or all must fail', () => {
    const events = ['a', 'b', 'c'].map((id) => ({ id }));
    const inputs = ['a', 'b', 'c', 'a'];
    const formulaFrom = (failed: number): string | undefined => {
      const gates = [{ id: 'g', kind: 'at-least', failed, inputs } as const];
      const written = writeMef({ events, gates }, { name: 'x' });
      return written.ok ? /<(?:or|and|atleast[^>]*)>/.exec(written.text)?.[0] : undefined;
    };
    expect([1, 2, 3].map(formulaFrom)).toEqual(['<or>', '<atleast min="2">', '<and>']);
  });

  it('never throws on what is no fault tree', () => {
    const words = [
      '<',
      '>',
      '/',
      'opsa-mef',
      'define-gate',
      ' name="a"',
      'or',
      'atleast',
      ' min="2"',
      '<or>',
      '</or>',
      '<event name="a"/>',
      '&amp;',
      '&x;',
      '"',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string())), (parts) => {
        for (const text of [parts.join(''), `<opsa-mef>${parts.join('')}</opsa-mef>`]) {
          const read = readMef([{ name: 'x.xml', text }]);
          if (!read.ok) expect(read.problems.length).toBeGreaterThan(0);
          else expect(read.value.model).toBeDefined();
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps ids apart that MEF would not allow', () => {
    const written = writeMef(
      {
        events: [{ id: 'failure/a b' }, { id: 'failure/a-b' }, { id: 'failure_a_b' }],
        gates: [
          {
            id: '1',
            kind: 'or',
            inputs: ['failure/a b', 'failure/a-b', 'failure_a_b'],
          },
        ],
      },
      { name: 'x' },
    );
    const read = readMef([{ name: 'x', text: written.ok ? written.text : '' }]);
    expect(read.ok && read.value.model.events.map(({ id }) => id)).toEqual([
      'failure_a_b_2',
      'failure_a_b_3',
      'failure_a_b',
    ]);
    expect(read.ok && read.value.tops).toEqual(['n_1']);
  });

  it.each([
    ['true', 1],
    ['1', 1],
    [' 1 ', 1],
    ['false', 0],
    ['0', 0],
  ])('takes the constant "%s" as XML Schema does', (said, value) => {
    for (const text of constants(`value="${said}"`)) {
      const read = readMef([{ name: 't.xml', text }]);
      if (!read.ok) throw new Error(read.problems[0]?.text);
      expect(findProbability(soundGraph(read.value.model), 'top')?.value).toBe(value);
    }
  });

  it.each(['value="True"', 'value="yes"', 'value=""', ''])(
    'refuses the constant %s, and says where it stands',
    (attribute) => {
      for (const text of constants(attribute))
        expect(readMef([{ name: 't.xml', text }])).toMatchObject({
          ok: false,
          problems: [
            { file: 't.xml', line: 3, text: expect.stringMatching(/neither true nor false/) },
          ],
        });
    },
  );

  it('adds what formulas within formulas, components and parameters say', () => {
    const text = `<opsa-mef><define-fault-tree name="t">
      <define-gate name="top"><or><and><event name="a"/><gate name="c.inner"/></and><house-event name="off"/></or></define-gate>
      <define-component name="c" role="private">
        <define-gate name="inner"><or><event name="a"/><event name="b"/></or></define-gate>
        <define-basic-event name="b"><mul><parameter name="half"/><float value="0.5"/></mul></define-basic-event>
      </define-component>
      <define-parameter name="half"><float value="0.5"/></define-parameter>
      <define-basic-event name="a"><exponential><float value="1e-3"/><float value="100"/></exponential></define-basic-event>
      <define-house-event name="off"><constant value="false"/></define-house-event>
    </define-fault-tree></opsa-mef>`;
    const read = readMef([{ name: 't.xml', text }]);
    if (!read.ok) throw new Error(read.problems[0]?.text);
    expect(read.value.tops).toEqual(['top']);
    expect(read.value.model.events).toEqual([
      { id: 'c.b', unavailability: 0.25 },
      { id: 'a', unavailability: -Math.expm1(-0.1) },
    ]);
    expect(findCutSets(soundGraph(read.value.model), 'top', { order: 3 }).counts).toEqual([
      1n,
      0n,
      0n,
    ]);
  });

  it('takes truth as XML writes it, and refuses what is neither true nor false', () => {
    const house = (value: string) =>
      readMef([
        {
          name: 't.xml',
          text: `<opsa-mef><define-fault-tree name="t">
      <define-gate name="top"><or><event name="a"/><house-event name="on"/></or></define-gate>
      <define-house-event name="on"><constant value="${value}"/></define-house-event>
    </define-fault-tree></opsa-mef>`,
        },
      ]);
    for (const [value, isFailed] of [
      ['true', true],
      ['1', true],
      ['false', false],
      ['0', false],
    ] as const) {
      const read = house(value);
      expect(read.ok && read.value.model.gates).toContainEqual({
        id: 'on',
        kind: 'constant',
        isFailed,
      });
    }
    expect(house('yes')).toEqual({
      ok: false,
      problems: [
        { file: 't.xml', line: 3, text: 'on has a constant that is neither true nor false.' },
      ],
    });
  });
});

/** A constant in a formula, and as a house event: on line 3, which is where the event is defined. */
function constants(attribute: string): readonly string[] {
  const constant = `<constant ${attribute}/>`;
  return [
    `<opsa-mef><define-fault-tree name="t">
      <define-gate name="top"><or><and><event name="a"/><event name="b"/></and>
        ${constant}</or></define-gate></define-fault-tree>
      <model-data>${['a', 'b'].map((name) => `<define-basic-event name="${name}"><float value="0"/></define-basic-event>`).join('')}</model-data></opsa-mef>`,
    `<opsa-mef><define-fault-tree name="t">
      <define-gate name="top"><or><house-event name="h"/></or></define-gate></define-fault-tree>
      <model-data><define-house-event name="h">${constant}</define-house-event></model-data></opsa-mef>`,
  ];
}

/** The `atleast` that other tools refuse: those of one, or of all. */
function countsOutOfBounds(text: string): readonly string[] {
  return [...text.matchAll(/<atleast min="(\d+)">([^]*?)<\/atleast>/g)]
    .filter(([, min, within = '']) => {
      const inputs = within.trim().split('\n').length;
      return !(Number(min) > 1 && Number(min) < inputs);
    })
    .map(([whole]) => whole);
}
