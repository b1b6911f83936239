import { findCutSets } from '@holdfast/shared/analysis/cut-sets';
import { type FaultGraph, graphOf } from '@holdfast/shared/analysis/fault-graph';
import { createSingleFailures } from '@holdfast/shared/analysis/single-failures';
import { createWhatIf } from '@holdfast/shared/analysis/what-if';
import { median } from '../measure/statistics.ts';
import { cloudModel, type CloudModel } from './cloud-model.ts';
import type { Scenario, Size, Values } from './scenario.ts';

const ms = { unit: 'ms', digits: 1 } as const;

/** How long the analysis of a map takes: no server, no browser, one thread. */
export function analysisScenario(): Scenario {
  return {
    name: 'analysis',
    title: 'What fails alone, in pairs, and if something goes: of made-up maps, CPU time',
    figures: [
      { key: 'single3k', label: 'fails alone, all of 3,000', ...ms, limit: 30 },
      { key: 'single10k', label: 'fails alone, all of 10,000', ...ms, limit: 200 },
      { key: 'edit10k', label: 'one edit among 10,000', ...ms, limit: 20 },
      { key: 'edit10kCount', label: 'gates that it changed', unit: '', digits: 0 },
      { key: 'whatIf10k', label: 'what if a zone goes, of 10,000', ...ms },
      { key: 'pairs1k', label: 'all pairs of 1,000', ...ms, limit: 200 },
      { key: 'pairs1kCount', label: 'pairs that there are', unit: '', digits: 0 },
      { key: 'cold10k', label: 'fails alone, 10,000, first time', ...ms },
    ],
    isFor: ({ name }) => name === 'holdfast',
    run: ({ size }) => Promise.resolve(measure(size)),
  };
}

function measure(size: Size): Values {
  const scale = size === 'quick' ? 0.1 : 1;
  const large = prepared(cloudModel(10_000 * scale));
  const cold10k = cpuMs(() => createSingleFailures(large.graph));
  const middle = prepared(cloudModel(3_000 * scale));
  const small = prepared(cloudModel(1_000 * scale));
  const whatIf = createWhatIf(large.graph);
  let pairs = 0n;
  const pairs1k = repeated(() => {
    pairs = findCutSets(small.graph, small.top, { order: 2 }).counts[1] ?? 0n;
  });
  return {
    cold10k,
    single3k: repeated(() => createSingleFailures(middle.graph)),
    single10k: repeated(() => createSingleFailures(large.graph)),
    ...editTime(large),
    whatIf10k: repeated(() => whatIf.without(['zone a1'])),
    pairs1k,
    pairs1kCount: Number(pairs),
  };
}

interface Prepared extends CloudModel {
  readonly graph: FaultGraph;
}

function prepared(cloud: CloudModel): Prepared {
  const result = graphOf(cloud.model);
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 3)));
  return { ...cloud, graph: result.graph };
}

/** One dependency more, and the same one less, again and again: of each way the median, and the slower. */
function editTime({ graph, model, edited }: Prepared): Values {
  const before = model.gates.find(({ id }) => id === edited.id);
  if (before === undefined) throw new Error(`There is no ${edited.id}`);
  const failures = createSingleFailures(graph);
  const there: number[] = [];
  const back: number[] = [];
  let changed = 0;
  for (let round = 0; round < rounds; round += 1) {
    there.push(cpuMs(() => (changed = failures.edit({ gates: [edited] }).length)));
    back.push(cpuMs(() => failures.edit({ gates: [before] })));
  }
  return { edit10k: Math.max(median(there), median(back)), edit10kCount: changed };
}

const rounds = 9;

function repeated(work: () => unknown): number {
  return median(Array.from({ length: rounds }, () => cpuMs(work)));
}

/** CPU time: other programs on the machine do not count. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
