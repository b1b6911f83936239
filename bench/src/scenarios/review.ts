import type { Projection } from '@holdfast/shared/model/projection';
import { catalogueRules } from '@holdfast/shared/readiness/catalogue-rules';
import { createReadiness } from '@holdfast/shared/readiness/readiness';
import { analyseMap } from '@holdfast/shared/review/analysed-map';
import { createReview, type ReviewInput } from '@holdfast/shared/review/review';
import { median } from '../measure/statistics.ts';
import { madeUpWorkspace } from './review-workspace.ts';
import type { Scenario, Size, Values } from './scenario.ts';

const ms = { unit: 'ms', digits: 1 } as const;
const nowMs = Date.parse('2026-11-28T12:00:00Z');
const rounds = 15;

/** How long the review takes from projections: no server, no browser, one thread. */
export function reviewScenario(): Scenario {
  return {
    name: 'review',
    title: 'The review of 1,000 components, 500 drills, 300 runbooks: CPU time',
    figures: [
      { key: 'first', label: 'opened, first time', ...ms, limit: 300 },
      { key: 'open', label: 'opened', ...ms, limit: 300 },
      { key: 'runbook', label: 'after one edit of a runbook', ...ms, limit: 50 },
      { key: 'drill', label: 'of a drill', ...ms, limit: 50 },
      { key: 'plan', label: 'of a plan', ...ms, limit: 50 },
      { key: 'incident', label: 'of an incident', ...ms, limit: 50 },
      { key: 'component', label: 'of a component', ...ms, limit: 50 },
      { key: 'analysed', label: 'when the analysis has caught up', ...ms, limit: 50 },
      { key: 'analysis', label: 'the analysis itself, from nothing', ...ms },
      { key: 'coverage', label: 'coverage of all', ...ms },
      { key: 'history', label: 'readiness of all, 26 weeks', ...ms },
      { key: 'findings', label: 'findings', unit: '', digits: 0 },
    ],
    isFor: ({ name }) => name === 'holdfast',
    run: ({ size }) => Promise.resolve(measure(size)),
  };
}

function measure(size: Size): Values {
  const scale = size === 'quick' ? 0.1 : 1;
  const counts = { components: 1_000 * scale, runbooks: 300 * scale, drills: 500 * scale };
  const { map, projections } = madeUpWorkspace(counts, nowMs);
  const days = { today: dayOf(nowMs), dayOf };
  const analyse = (of = map) => analyseMap(of, projections, days.today, () => false).findings;
  const analysis = cpuMs(() => analyse());
  const rest = { acceptances: new Map(), rules: catalogueRules, nowMs, days };
  const input: ReviewInput = { projections, map, mapFindings: analyse(), ...rest };
  let findings = 0;
  const opened = (): unknown => (findings = createReview().update(input).findings.length);
  const first = cpuMs(opened);
  const open = repeated(opened);

  const live = createReview();
  live.update(input);
  let now = input;
  const edited = (name: string): number =>
    repeated(
      () => live.update(now),
      () => {
        const next = new Map<string, Projection>(now.projections);
        const one = next.get(name);
        if (one !== undefined) next.set(name, { ...one, title: `${one.title}+` });
        now = { ...now, projections: next };
      },
    );
  const values = {
    runbook: edited('runbook:1'),
    drill: edited('drill:1'),
    plan: edited('plan:1'),
    incident: edited('incident:1'),
    component: repeated(
      () => live.update(now),
      () => {
        const components = new Map(now.map.components);
        const one = components.get('service-1');
        if (one !== undefined) components.set('service-1', { ...one, name: `${one.name}+` });
        now = { ...now, map: { ...now.map, components } };
      },
    ),
    analysed: repeated(
      () => live.update(now),
      () => {
        now = { ...now, mapFindings: analyse(now.map) };
      },
    ),
  };
  const at = { nowMs, today: days.today };
  const readiness = () =>
    createReadiness({ map, projections, rules: catalogueRules, exclusions: new Map() });
  return {
    first,
    open,
    ...values,
    analysis,
    coverage: repeated(() => readiness().coverage(at)),
    history: repeated(() => readiness().history(undefined, 26, nowMs, dayOf)),
    findings,
  };
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function repeated(work: () => unknown, before: () => void = () => undefined): number {
  return median(
    Array.from({ length: rounds }, () => {
      before();
      return cpuMs(work);
    }),
  );
}

/** CPU time: other programs on the machine do not count. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
