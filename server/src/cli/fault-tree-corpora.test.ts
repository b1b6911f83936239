import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCutSets } from '@holdfast/shared/analysis/cut-sets';
import { findProbability } from '@holdfast/shared/analysis/diagram';
import { type FaultGraph, graphOf } from '@holdfast/shared/analysis/fault-graph';
import { readMef } from '@holdfast/shared/analysis/mef-read';
import { createSingleFailures } from '@holdfast/shared/analysis/single-failures';
import { describe, expect, it } from 'vitest';

/** Fault trees of the Aralia benchmark and small ones, kept beside the checkout where they are at hand. */
const folder = fileURLToPath(new URL('../../../../shared/data/fault-trees', import.meta.url));
const isMissing = !existsSync(folder);

/**
 * Minimal cut sets of order 1, 2, 3, and the top's probability to six digits, as SCRAM 0.16.2 finds
 * them, too; it does not find the probability of nus9601 either.
 */
const coherent: Readonly<Record<string, readonly [number, number, number, number?]>> = {
  BSCU: [2, 8, 0, 0.112409],
  ab_bc: [0, 2, 0, 0.074],
  abc: [3, 0, 0, 0.496],
  atleast: [0, 3, 0, 0.098],
  baobab1: [0, 1, 1, 0.000101708],
  baobab2: [0, 6, 121, 0.000713018],
  baobab3: [0, 22, 102, 0.00224117],
  beta_factor_ccf: [2, 0, 8, 0.0430804],
  chinese: [0, 12, 0, 0.00117058],
  das9201: [0, 82, 9740, 0.0134237],
  das9202: [1, 1, 16, 0.0101154],
  das9203: [0, 7, 728, 0.0013488],
  das9204: [0, 0, 0, 2.16942e-11],
  das9205: [0, 0, 0, 1.38408e-8],
  das9206: [25, 96, 627, 0.229687],
  das9207: [32, 1245, 10805, 0.346696],
  das9209: [0, 0, 0, 1.058e-13],
  edf9201: [25, 1667, 36604, 0.324591],
  edf9202: [138, 1812, 3320, 0.781302],
  edf9203: [37, 8331, 318810, 0.599589],
  edfpa14p: [6, 257, 1516, 0.0807059],
  edfpa14r: [1, 113, 889, 0.0209977],
  edfpa15p: [6, 172, 826, 0.0736302],
  isp9602: [1, 77, 210, 0.0172447],
  isp9603: [0, 22, 1320, 0.00323326],
  isp9604: [8, 601, 46623, 0.142751],
  isp9605: [0, 0, 13, 1.37171e-5],
  isp9607: [0, 0, 0, 9.4951e-7],
  lift: [12, 0, 0, 1.19999e-5],
  ne574: [1, 3, 3, 0.662208],
  nus9601: [0, 0, 10],
  theatre: [0, 2, 0, 0.00207],
  three_motor: [1, 3, 0, 0.0211538],
  two_train: [0, 4, 0, 0.7225],
};

function read(name: string): { readonly graph: FaultGraph; readonly top: string } {
  const file = { name, text: readFileSync(join(folder, `${name}.xml`), 'utf8') };
  const mef = readMef([file]);
  if (!mef.ok) throw new Error(mef.problems.map(({ text }) => text).join('\n'));
  expect(mef.value.tops).toHaveLength(1);
  const result = graphOf(mef.value.model);
  if (!result.ok) throw new Error(`${name} is unsound`);
  return { graph: result.graph, top: mef.value.tops[0] ?? '' };
}

describe.skipIf(isMissing)('fault trees of others (skipped without ../shared/data)', () => {
  it.each(Object.entries(coherent))('counts the minimal cut sets of %s', (name, expected) => {
    const { graph, top } = read(name);
    const found = findCutSets(graph, top, { order: 3 });
    expect(found.isComplete).toBe(true);
    expect(found.counts).toEqual(expected.slice(0, 3).map((count) => BigInt(count ?? 0)));
    expect(createSingleFailures(graph).countOf(top)).toBe(expected[0]);
  });

  it.each(Object.entries(coherent))(
    'finds how likely %s is',
    (name, [, , , expected]) => {
      const { graph, top } = read(name);
      // One tree is too large for everybody: it must be bounded, and is so the sooner the less memory there is.
      const found = findProbability(
        graph,
        top,
        expected === undefined ? { mostNodes: 400_000 } : {},
      );
      if (expected === undefined) {
        expect(found.kind).toBe('upper bound');
        // What its cut sets of up to three events alone make up.
        expect(found.lower).toBeCloseTo(1e-5, 6);
        expect(found.upper).toBeGreaterThan(1e-5);
        expect(found.upper).toBeLessThan(3e-5);
        return;
      }
      expect(found.kind).toBe('exact');
      expect(Number(found.value.toPrecision(6))).toBe(expected);
      expect(found.unknown).toEqual([]);
      // The largest are a few seconds' work for a machine that does nothing else.
    },
    180_000,
  );

  it.each(['cea9601', 'das9601'])('refuses %s, which has negations', (name) => {
    const mef = readMef([{ name, text: readFileSync(join(folder, `${name}.xml`), 'utf8') }]);
    expect(mef.ok).toBe(false);
    if (mef.ok) return;
    expect(mef.problems[0]?.text).toMatch(/^Gate \w+ uses <(not|xor)>. Holdfast analyses coherent/);
    expect(mef.problems[0]?.line).toBeGreaterThan(1);
  });
});
