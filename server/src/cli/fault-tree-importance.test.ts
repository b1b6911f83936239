import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCutSets } from '@holdfast/shared/analysis/cut-sets';
import { findProbability, type Importance } from '@holdfast/shared/analysis/diagram';
import { type FaultGraph, graphOf } from '@holdfast/shared/analysis/fault-graph';
import { readMef } from '@holdfast/shared/analysis/mef-read';
import { describe, expect, it } from 'vitest';

/** Beside the checkout, where they are at hand. */
const folder = fileURLToPath(new URL('../../../../shared/data/fault-trees', import.meta.url));

/**
 * Of the most, the median and the least critical event of each: Birnbaum, Fussell-Vesely, risk
 * achievement worth and risk reduction worth, as SCRAM 0.16.2 (`--bdd --importance true`) prints
 * them; it calls the first two MIF and CIF, and writes 0 for a reduction without limit.
 */
const importances: readonly (readonly [string, string, number, number, number, number])[] = [
  ['BSCU', 'System1ElectronicFailure', 0.288117, 0.592348, 2.97077, 2.45307],
  ['BSCU', 'SwitchStuckInPosition1', 0.215912, 0.0432531, 2.87752, 1.04521],
  ['BSCU', 'SwitchStuckInIntermediatePosition', 0.888603, 0.00899721, 8.89611, 1.00908],
  ['chinese', 'e1', 0.0386197, 0.329919, 33.662, 1.49236],
  ['chinese', 'e5', 0.0288245, 0.246241, 25.3779, 1.32668],
  ['chinese', 'e6', 0.0288245, 0.246241, 25.3779, 1.32668],
  ['ne574', 'F', 0.33264, 0.351624, 1.1507, 1.54231],
  ['ne574', 'H', 0.21952, 0.132599, 1.1989, 1.15287],
  ['ne574', 'B', 0.11088, 0.016744, 1.1507, 1.01703],
  ['three_motor', 'K5', 0.998823, 0.944344, 47.2729, 17.9676],
  ['three_motor', 'K1', 0.0188227, 0.017796, 1.87201, 1.01812],
  ['three_motor', 'T1inc', 0.0188227, 0.017796, 1.87201, 1.01812],
  ['theatre', 'Mains_Fail', 0.069, 1, 33.3333, Infinity],
  ['theatre', 'Relay_Fail', 0.0294, 0.710145, 14.4928, 3.45],
  ['theatre', 'Gen_Fail', 0.0285, 0.275362, 14.4928, 1.38],
  ['ab_bc', 'B', 0.37, 1, 5, Infinity],
  ['ab_bc', 'C', 0.18, 0.72973, 2.7027, 3.7],
  ['ab_bc', 'A', 0.14, 0.189189, 2.7027, 1.23333],
  ['das9201', 'e108', 0.300597, 0.223931, 23.1692, 1.28855],
  ['das9201', 'e121', 0.0165726, 0.0123458, 2.22224, 1.0125],
  ['das9201', 'e55', 0.00026743, 0.000199223, 1.01972, 1.0002],
  ['das9206', 'e23', 0.778094, 0.0338763, 4.35375, 1.03506],
  ['das9206', 'e118', 0.0144127, 0.000627492, 1.06212, 1.00063],
  ['das9206', 'e32', 0.000352002, 1.53253e-5, 1.00152, 1.00002],
  ['isp9603', 'e29', 0.10258, 0.317265, 32.4092, 1.4647],
  ['isp9603', 'e82', 0.00722751, 0.0223536, 3.21301, 1.02286],
  ['isp9603', 'e43', 0.000193356, 0.00059802, 1.0592, 1.0006],
  ['isp9605', 'e4', 0.000605263, 0.441247, 44.6835, 1.7897],
  ['isp9605', 'e2', 0.000605263, 0.441247, 44.6835, 1.7897],
  ['isp9605', 'e14', 0.000204504, 0.149087, 15.7596, 1.17521],
  ['baobab2', 'e26', 0.0220113, 0.308705, 31.5618, 1.44656],
  ['baobab2', 'e28', 0.00151565, 0.0212568, 3.10443, 1.02172],
  ['baobab2', 'e17', 0.000422019, 0.00591877, 1.58596, 1.00595],
  ['edfpa15p', 'e15', 0.935727, 0.127085, 13.5814, 1.14559],
  ['edfpa15p', 'e69', 0.00878229, 0.00119276, 1.11808, 1.00119],
  ['edfpa15p', 'e84', 8.56632e-5, 1.16342e-5, 1.00115, 1.00001],
  ['edf9202', 'e39', 0.220907, 0.00282741, 1.27991, 1.00284],
  ['edf9202', 'e359', 0.0260492, 0.000333408, 1.03301, 1.00033],
  ['edf9202', 'e226', 0.000388602, 4.97377e-6, 1.00049, 1],
];

/**
 * The sum over all minimal cut sets (`--rare-event`), and the union as if they shared no event
 * (`--mcub`), by SCRAM. It never shows more than 1.
 */
const bounds: readonly (readonly [string, number, number])[] = [
  ['BSCU', 0.135372, 0.128588],
  ['chinese', 0.00120026, 0.0011996],
  ['ne574', 1, 0.726479],
  ['three_motor', 0.0212013, 0.0211768],
  ['theatre', 0.0021, 0.0020991],
  ['isp9603', 0.00353081, 0.0035247],
  ['isp9605', 1.39263e-5, 1.39262e-5],
  ['das9206', 0.260311, 0.230158],
  ['baobab2', 0.000723747, 0.000723515],
  ['lift', 1.2e-5, 1.19999e-5],
];

function read(name: string): { readonly graph: FaultGraph; readonly top: string } {
  const file = { name, text: readFileSync(join(folder, `${name}.xml`), 'utf8') };
  const mef = readMef([file]);
  if (!mef.ok) throw new Error(mef.problems.map(({ text }) => text).join('\n'));
  const result = graphOf(mef.value.model);
  if (!result.ok) throw new Error(`${name} is unsound`);
  return { graph: result.graph, top: mef.value.tops[0] ?? '' };
}

const known = new Map<string, ReadonlyMap<string, Importance>>();

function importancesOf(name: string): ReadonlyMap<string, Importance> {
  const before = known.get(name);
  if (before !== undefined) return before;
  const { graph, top } = read(name);
  const found = findProbability(graph, top)?.importance ?? [];
  const byEvent = new Map(found.map((one) => [one.event, one]));
  known.set(name, byEvent);
  return byEvent;
}

/** SCRAM prints six digits. */
function shown(value: number | undefined): number {
  return Number((value ?? Number.NaN).toPrecision(6));
}

describe.skipIf(!existsSync(folder))(
  'what events of fault trees matter (skipped without them)',
  () => {
    it.each(importances)('in %s: %s', (name, event, birnbaum, fussellVesely, raw, rrw) => {
      const found = importancesOf(name).get(event);
      expect(
        [found?.birnbaum, found?.fussellVesely, found?.raw, found?.rrw].map((value) =>
          shown(value),
        ),
      ).toEqual([birnbaum, fussellVesely, raw, rrw]);
    });

    it.each(bounds)('%s is bounded by its cut sets as by others', (name, sum, union) => {
      const { graph, top } = read(name);
      const { sets } = findCutSets(graph, top, { order: Infinity }).list({ limit: 100_000 });
      const likely = sets.map(({ probability }) => probability ?? Number.NaN);
      const all = likely.reduce((before, one) => before + one, 0);
      const none = likely.reduce((before, one) => before * (1 - one), 1);
      expect([shown(Math.min(1, all)), shown(1 - none)]).toEqual([sum, union]);
    });
  },
);
