import { incidentProjection } from '../model/incident-fixture.ts';
import { acceptFinding, takeBackAcceptance } from '../model/map-acceptances.ts';
import { doToMap, type MapChoice } from '../model/map-command-fixture.ts';
import { drillProjection, runbookProjection } from '../model/projection-fixture.ts';
import type { DrillProjection, Projection } from '../model/projection.ts';
import { namedPlan } from '../drilling/plan-fixture.ts';
import type { DocumentName } from '../protocol/names.ts';
import { dayMs, nowMs, type ReviewWorkspace } from './review-fixture.ts';

const ids = ['a', 'b', 'c', 'd'] as const;
/** For tests: an edit of a workspace, as numbers from chance. */
export type Choice = readonly [number, number, number, number, number, number];
const pick = (choices: readonly string[], at: number): string => choices[at % choices.length] ?? '';
const some = (bits: number): readonly string[] => ids.filter((_, bit) => (bits >> bit) % 2 === 1);

/** A document of any of the kinds, made of numbers from chance. */
function documentOf([what, first, second, third, fourth]: Choice): [DocumentName, Projection] {
  const name = pick(ids, first);
  const components = some(second);
  const scope = { components, domains: some(third), people: some(fourth) };
  const atMs = nowMs - third * 20 * dayMs;
  const outcome = (['passed', 'failed', 'open', 'inconclusive'] as const)[fourth % 4] ?? 'open';
  const scenario = pick(['', 'zone-loss', 'restore-from-backup'], third);
  const run: DrillProjection['runs'][number] = {
    id: 'r',
    runbook: `runbook:${pick(ids, second)}`,
    version: '',
    title: '',
    startedAtMs: atMs,
    endedAtMs: atMs,
    outcome: outcome === 'inconclusive' ? 'abandoned' : outcome,
    steps: 1,
    done: 1,
    skipped: 0,
    failed: 0,
    people: [],
  };
  switch (what % 4) {
    case 0:
      return [`runbook:${name}`, runbookProjection({ title: name, components, createdAtMs: atMs })];
    case 1:
      return [
        `drill:${name}`,
        drillProjection({
          outcome,
          scope,
          scenario,
          plan: pick(['', 'plan:a'], fourth),
          endedAtMs: atMs,
          recoverySeconds: second * 100,
          runs: third % 2 === 0 ? [run] : [],
        }),
      ];
    case 2:
      return [
        `plan:${name}`,
        namedPlan({ title: name, scope, scenario, startsOn: '2026-11-01' }).plan,
      ];
    default:
      return [
        `incident:${name}`,
        incidentProjection({ components, declaredAtMs: atMs, runs: [run] }),
      ];
  }
}

/** Does what the numbers say, by the commands of the screens where there are such. */
export function edit(workspace: ReviewWorkspace, numbers: Choice): void {
  const [what, first] = numbers;
  const map = workspace.map();
  if (what > 13) workspace.put(...documentOf(numbers));
  else if (what === 12) {
    const id = `no-runbook ${pick(ids, first)}`;
    acceptFinding(
      map,
      { finding: id, until: '2026-12-01', reason: 'Known' },
      { nowMs, by: '', today: '2026-11-28' },
    );
  } else if (what === 13) takeBackAcceptance(map, `no-runbook ${pick(ids, first)}`);
  else doToMap(map, numbers satisfies MapChoice, workspace.context());
}
