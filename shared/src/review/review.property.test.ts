import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentProjection } from '../model/incident-fixture.ts';
import { acceptFinding, takeBackAcceptance } from '../model/map-acceptances.ts';
import { doToMap, type MapChoice } from '../model/map-command-fixture.ts';
import { drillProjection, runbookProjection } from '../model/projection-fixture.ts';
import type { DrillProjection, Projection } from '../model/projection.ts';
import { namedPlan } from '../drilling/plan-fixture.ts';
import type { DocumentName } from '../protocol/names.ts';
import { dayMs, reviewWorkspace, type ReviewWorkspace } from './review-fixture.ts';
import { createReview, reviewOf, type ReviewInput, type ReviewState } from './review.ts';

const nowMs = Date.parse('2026-11-28T12:00:00Z');
const ids = ['a', 'b', 'c', 'd'] as const;
type Choice = readonly [number, number, number, number, number, number];
const choice: fc.Arbitrary<Choice> = fc.tuple(
  fc.nat(17),
  fc.nat(15),
  fc.nat(15),
  fc.nat(15),
  fc.nat(15),
  fc.nat(15),
);

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

function edit(workspace: ReviewWorkspace, numbers: Choice): void {
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

const idsOf = ({ findings, accepted }: ReviewState): unknown => ({ findings, accepted });

/** The same, put in the other way round. */
function turned(input: ReviewInput): ReviewInput {
  return {
    ...input,
    projections: new Map([...input.projections].toReversed()),
    mapFindings: input.mapFindings.toReversed(),
  };
}

describe('the review', () => {
  it('is the same step by step as from scratch, and says what changed', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 25 }), (edits) => {
        const workspace = reviewWorkspace();
        const live = createReview();
        let standing = new Set<string>();
        for (const one of edits) {
          edit(workspace, one);
          const input = workspace.input(nowMs);
          // Left at some step, as when something else has come meanwhile.
          const left = live.updateInSteps(input);
          for (let step = one[1] % 14; step > 0 && left.next().done === false;) step -= 1;
          const state = live.update(workspace.input(nowMs));
          expect(idsOf(state)).toEqual(idsOf(reviewOf(input)));
          for (const id of state.change.went) expect(standing.delete(id)).toBe(true);
          for (const id of state.change.came) standing.add(id);
          expect(standing).toEqual(new Set(state.findings.map(({ id }) => id)));
          standing = new Set(standing);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on the order in which things are known', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 40 }), (edits) => {
        const workspace = reviewWorkspace();
        for (const one of edits) edit(workspace, one);
        const input = workspace.input(nowMs);
        expect(idsOf(reviewOf(turned(input)))).toEqual(idsOf(reviewOf(input)));
      }),
      { numRuns: 100 },
    );
  });
});
