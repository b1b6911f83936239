import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type AnalysisReport, analysisReport } from '@holdfast/shared/analysis/analysis-report';
import { graphOf } from '@holdfast/shared/analysis/fault-graph';
import { type FaultModel, faultProblemText } from '@holdfast/shared/analysis/fault-model';
import { bootstrapCycles } from '@holdfast/shared/analysis/shared-dependencies';
import { mapOfFiles } from '@holdfast/shared/map-transfer/map-of-files';
import { crossedLevels, type FailLevel, shown, withoutNoise } from './analyze-levels.ts';
import {
  type AnalysedModel,
  modelOfMap,
  modelOfMef,
  type TargetBusFactor,
} from './analyzed-model.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { explainedLines } from './explained.ts';
import { counted, jsonText, type Output, table } from './output.ts';
import { readMapOf } from './read-map.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface AnalyzeDeps extends WorkspaceCommandDeps {
  /** Files of one fault tree or map; none: the map of the workspace. */
  readonly files: readonly string[];
  readonly target: string | undefined;
  readonly order: number;
  readonly limit: number;
  readonly seconds: number;
  readonly failOn: readonly FailLevel[];
  /** Local day on which people may be on leave. */
  readonly on: string | undefined;
  readonly beta: number | undefined;
}

/**
 * Says what takes one target down: alone, in pairs and so on, and how likely. Of a file in Open-PSA
 * MEF or our own YAML, or of a workspace's map. Exit code 3 when a wanted level is crossed.
 */
export async function analyze(deps: AnalyzeDeps): Promise<ExitCode> {
  const model =
    deps.files.length > 0
      ? modelOfFiles(deps)
      : await withExistingSession(deps, async (session) =>
          modelOfMap(await readMapOf(session), deps),
        );
  for (const note of model.notes) deps.output.message(note);
  const target = model.target(deps.target);
  const until = performance.now() + deps.seconds * 1000;
  const graph = soundGraph(model.faults);
  const report = withoutNoise(
    analysisReport(graph, target, {
      order: deps.order,
      limit: deps.limit,
      isOver: () => performance.now() > until,
      nameOf: model.nameOf,
      pathNames: model.pathNames,
      explained: model.explained,
    }),
  );
  const busFactor = model.busFactorOf(target);
  const cycles = bootstrapCycles(graph, model.idOf);
  const own = model.ownEvents(target);
  const spofs = report.spofs.map((one) => (own.has(one.event) ? { ...one, own: true } : one));
  const named = { ...report, spofs, target: model.nameOf(target), busFactor, cycles };
  if (deps.json) deps.output.data(jsonText(named));
  else {
    tell({ ...named, own }, deps);
    tellCycles(cycles, model, deps);
  }
  const crossed = crossedLevels(report, deps.failOn, {
    own,
    objective: model.objectiveOf(target),
    busFactor: busFactor?.lead.busFactor,
  });
  for (const line of crossed) deps.output.message(line);
  if (crossed.length > 0) return exitCodes.problemsFound;
  return model.isPartial ? exitCodes.failed : exitCodes.ok;
}

function modelOfFiles(deps: AnalyzeDeps): AnalysedModel {
  const files = deps.files.map((path) => ({ name: path, text: readText(path) }));
  const isXml = files.map(({ text }) => text.trimStart().startsWith('<'));
  if (isXml.every(Boolean)) return modelOfMef(files);
  if (isXml.some(Boolean)) {
    throw new CommandError('Name fault trees or maps, not both at once.', exitCodes.usage);
  }
  const { map, notes } = mapOfFiles(files.map(({ name, text }) => ({ path: name, text })));
  const words = notes.map(
    ({ file, line, text }) => `${file}${line === undefined ? '' : `:${line}`}: ${text}`,
  );
  if (map.components.size === 0) {
    throw new CommandError(
      [...words, `There is neither a fault tree nor a map in ${deps.files.join(', ')}.`].join('\n'),
    );
  }
  const model = modelOfMap(map, deps);
  return {
    ...model,
    notes: [...words, ...model.notes],
    isPartial: notes.some(({ kind }) => kind === 'unreadable'),
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${path} cannot be read: ${why}`);
  }
}

function tellCycles(
  cycles: readonly (readonly string[])[],
  model: AnalysedModel,
  { output }: AnalyzeDeps,
): void {
  if (cycles.length === 0) return;
  output.data('Needed in a circle: after an outage, none of them can start first');
  for (const ids of cycles) output.data(`  ${ids.map(model.nameOfId).join(', ')}`);
}

function soundGraph(model: FaultModel) {
  const result = graphOf(model);
  if (result.ok) return result.graph;
  throw new CommandError(result.problems.map(faultProblemText).join('\n'));
}

/** Those first that no plain need explains, with all that falls. */
function tellSingle({ spofs, own }: ToldReport, output: Output): void {
  const others = spofs.filter(({ event }) => !own.has(event));
  const isOwn = others.length < spofs.length ? ', and its own failure' : '';
  output.data(`${counted(others.length, 'single point', 'single points')} of failure${isOwn}`);
  const hidden = others.filter((one) => one.hidden === true);
  const plain = others.filter((one) => one.hidden !== true);
  if (plain.length > 0)
    output.data(table(plain.map(({ name, path = [] }) => [`  ${name}`, path.join(' → ')])));
  if (hidden.length === 0) return;
  output.data(`${hidden.length} of them hidden, behind redundancy that does not help`);
  for (const { name, explanation } of hidden) {
    output.data(`  ${name}`);
    if (explanation !== undefined)
      for (const line of explainedLines(explanation, '    ')) output.data(line);
  }
}

type ToldReport = AnalysisReport & {
  readonly busFactor: TargetBusFactor | undefined;
  /** Events that are the target's own failure. */
  readonly own: ReadonlySet<string>;
};

function tell(report: ToldReport, { output, order, seconds }: AnalyzeDeps): void {
  const { countsByOrder, cutSets, probability, busFactor } = report;
  if (report.alwaysDown) output.data(`${report.target} is down although nothing has failed.`);
  tellSingle(report, output);
  if (report.pathsOmitted > 0)
    output.message(
      `${counted(report.pathsOmitted, 'single point is', 'single points are')} told without the way to it: time or room for them was over.`,
    );
  output.data('Minimal cut sets');
  for (const [of, count] of Object.entries(countsByOrder)) output.data(`  order ${of}: ${count}`);
  if (!report.complete)
    output.message(
      `Incomplete: in ${seconds} s all cut sets up to order ${report.completeTo} of ${order} were found. Larger ones may exist. --seconds gives more time.`,
    );
  for (const { names, probability: likely } of cutSets)
    output.data(`  ${names.join(' + ')}${likely === undefined ? '' : `  ${shown(likely)}`}`);
  if (report.cutSetsOmitted !== 0)
    output.message(`${report.cutSetsOmitted} more are not listed; --limit lists more.`);
  if (busFactor !== undefined)
    for (const [words, { busFactor: count, people, away }] of [
      ['lead', busFactor.lead],
      ['operate', busFactor.operate],
    ] as const) {
      const who = people.length > 0 ? `: ${people.join(', ')}` : '';
      const gone = away.length > 0 ? ` (on leave: ${away.join(', ')})` : '';
      output.data(`Can ${words} it: ${counted(count, 'person', 'people')}${who}${gone}`);
    }
  const isNothingKnown = probability.kind === 'lower bound' && probability.value === 0;
  output.data(
    isNothingKnown
      ? 'Down: not known'
      : `Down: ${shown(probability.value)} of the time (${probability.kind}${between(probability)})`,
  );
  if (probability.unknown.length > 0)
    output.message(
      `${counted(probability.unknown.length, 'event has', 'events have')} no numbers: what they add is not counted.`,
    );
}

/** Where it is not exact, both bounds. */
function between({ kind, lower, upper }: ToldReport['probability']): string {
  return kind === 'exact' ? '' : `; between ${shown(lower)} and ${shown(upper)}`;
}
