import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCutSets } from '@holdfast/shared/analysis/cut-sets';
import { type FaultGraph, graphOf } from '@holdfast/shared/analysis/fault-graph';
import { readMef } from '@holdfast/shared/analysis/mef-read';
import { createSingleFailures } from '@holdfast/shared/analysis/single-failures';
import { describe, expect, it } from 'vitest';

/** Fault trees of the Aralia benchmark and small ones, kept beside the checkout where they are at hand. */
const folder = fileURLToPath(new URL('../../../../shared/data/fault-trees', import.meta.url));
const isMissing = !existsSync(folder);

/** Minimal cut sets of order 1, 2, 3, as SCRAM 0.16.2 counts them, too. */
const coherent: Readonly<Record<string, readonly [number, number, number]>> = {
  BSCU: [2, 8, 0],
  ab_bc: [0, 2, 0],
  abc: [3, 0, 0],
  atleast: [0, 3, 0],
  baobab1: [0, 1, 1],
  baobab2: [0, 6, 121],
  baobab3: [0, 22, 102],
  beta_factor_ccf: [2, 0, 8],
  chinese: [0, 12, 0],
  das9201: [0, 82, 9740],
  das9202: [1, 1, 16],
  das9203: [0, 7, 728],
  das9204: [0, 0, 0],
  das9205: [0, 0, 0],
  das9206: [25, 96, 627],
  das9207: [32, 1245, 10805],
  das9209: [0, 0, 0],
  edf9201: [25, 1667, 36604],
  edf9202: [138, 1812, 3320],
  edf9203: [37, 8331, 318810],
  edfpa14p: [6, 257, 1516],
  edfpa14r: [1, 113, 889],
  edfpa15p: [6, 172, 826],
  isp9602: [1, 77, 210],
  isp9603: [0, 22, 1320],
  isp9604: [8, 601, 46623],
  isp9605: [0, 0, 13],
  isp9607: [0, 0, 0],
  lift: [12, 0, 0],
  ne574: [1, 3, 3],
  nus9601: [0, 0, 10],
  theatre: [0, 2, 0],
  three_motor: [1, 3, 0],
  two_train: [0, 4, 0],
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
    expect(found.counts).toEqual(expected.map(BigInt));
    expect(createSingleFailures(graph).countOf(top)).toBe(expected[0]);
  });

  it.each(['cea9601', 'das9601'])('refuses %s, which has negations', (name) => {
    const mef = readMef([{ name, text: readFileSync(join(folder, `${name}.xml`), 'utf8') }]);
    expect(mef.ok).toBe(false);
    if (mef.ok) return;
    expect(mef.problems[0]?.text).toMatch(/^Gate \w+ uses <(not|xor)>. Holdfast analyses coherent/);
    expect(mef.problems[0]?.line).toBeGreaterThan(1);
  });
});
