import type { MapComponent, MapValue, RedundancyGroup } from '@holdfast/shared/model/map-value';
import type {
  DrillProjection,
  IncidentProjection,
  PlanProjection,
  Projection,
  RunbookProjection,
} from '@holdfast/shared/model/projection';

const dayMs = 86_400_000;

export interface WorkspaceSize {
  readonly components: number;
  readonly runbooks: number;
  readonly drills: number;
}

/**
 * A made-up company: services in layers, each of which needs some of the layer below; every tenth has
 * three instances in three zones; runbooks, drills, plans and incidents spread over all of them.
 */
export function madeUpWorkspace(size: WorkspaceSize, nowMs: number) {
  return { map: madeUpMap(size.components), projections: madeUpDocuments(size, nowMs) };
}

function madeUpMap(count: number): MapValue {
  const components = new Map<string, MapComponent>();
  const groups = new Map<string, RedundancyGroup>();
  const dependencies: [
    string,
    MapValue['dependencies'] extends ReadonlyMap<string, infer D> ? D : never,
  ][] = [];
  const people = Array.from({ length: 50 }, (_, at) => `person-${at}`);
  const teams = Array.from({ length: 10 }, (_, at) => `team-${at}`);
  const zones = ['zone-a', 'zone-b', 'zone-c'];
  for (let at = 0; at < count; at += 1) {
    const id = idOf(at);
    components.set(id, {
      id,
      sources: [],
      name: `Service ${at}`,
      layer: at % 40 === 39 ? 'vendor' : 'software',
      type: at % 25 === 24 ? 'database' : 'service',
      description: '',
      system: `System ${at % 20}`,
      tier: String(1 + (at % 4)),
      tags: [],
      aliases: [],
      links: [],
      domains: [zones[at % 3] ?? ''],
      ownerPeople: [],
      ownerTeams: at % 7 === 6 ? [] : [teams[at % 10] ?? ''],
      staff: [],
      availability: 0.9999,
      objective: at % 5 === 0 ? { rtoSeconds: 900, rpoSeconds: 300 } : {},
    });
    for (const step of [1, 3]) {
      const to = at + (count >> 3) * step + (at % 5);
      if (to >= count) continue;
      const from = id;
      dependencies.push([
        `${from}>${idOf(to)}`,
        { id: `${from}>${idOf(to)}`, sources: [], from, to: idOf(to), kind: 'hard', note: '' },
      ]);
    }
    if (at % 10 === 0 && at + 3 < count) {
      const members = [at + 1, at + 2, at + 3].map(idOf);
      const standby = at % 20 === 0 ? members.slice(1) : [];
      const rest = { sources: [], name: '', failoverNeeds: [], failoverByHand: false };
      groups.set(`group-${at}`, {
        id: `group-${at}`,
        component: id,
        needs: 1,
        members,
        standby,
        ...rest,
      });
    }
  }
  const registers = {
    components,
    dependencies: new Map(dependencies),
    groups,
    domains: new Map(
      [
        ['region', 'region', undefined] as const,
        ...zones.map((id) => [id, 'zone', 'region'] as const),
      ].map(([id, kind, parent]) => [
        id,
        { id, sources: [], name: id, kind, note: '', ...(parent === undefined ? {} : { parent }) },
      ]),
    ),
    people: new Map(
      people.map((id, at) => [
        id,
        {
          id,
          sources: [],
          name: id,
          role: '',
          contacts: [],
          teams: [teams[at % 10] ?? ''],
          aliases: [],
        },
      ]),
    ),
    teams: new Map(teams.map((id) => [id, { id, sources: [], name: id, note: '', contacts: [] }])),
    leaves: new Map(),
  };
  const nothing = {
    components: new Map(),
    dependencies: new Map(),
    groups: new Map(),
    domains: new Map(),
    people: new Map(),
    teams: new Map(),
    leaves: new Map(),
  };
  const knowledge = new Map(
    [...components.keys()].flatMap((component, at) =>
      [0, ...(at % 4 === 0 ? [] : [1])].map((other) => {
        const person = people[(at + other * 17) % people.length] ?? '';
        const said = { level: 'lead' as const, on: '2026-11-01', source: 'said' };
        const one = { person, component, ...said, evidence: [] };
        return [`${person}>${component}`, one] as const;
      }),
    ),
  );
  const rest = { setAside: [], problems: [], changedAtMs: 0, changedBy: '' };
  return { ...registers, knowledge, deleted: nothing, ...rest };
}

function madeUpDocuments(
  { components, runbooks, drills }: WorkspaceSize,
  nowMs: number,
): Map<string, Projection> {
  const projections = new Map<string, Projection>();
  const some = (at: number): readonly string[] => [
    idOf((at * 7) % components),
    idOf((at * 13) % components),
  ];
  for (let at = 0; at < runbooks; at += 1)
    projections.set(`runbook:${at}`, runbookOf(at, some(at), nowMs));
  for (let at = 0; at < drills / 5; at += 1)
    projections.set(`plan:${at}`, planOf(at, some(at), nowMs));
  for (let at = 0; at < drills; at += 1)
    projections.set(`drill:${at}`, drillOf(at, { components: some(at), runbooks, drills }, nowMs));
  for (let at = 0; at < drills / 2; at += 1)
    projections.set(`incident:${at}`, incidentOf(at, some(at), nowMs));
  return projections;
}

function idOf(at: number): string {
  return `service-${at}`;
}

function runbookOf(at: number, components: readonly string[], nowMs: number): RunbookProjection {
  const changedAtMs = nowMs - (at % 200) * dayMs;
  const reviewedAtMs = changedAtMs + dayMs;
  return {
    kind: 'runbook',
    title: `Runbook ${at}`,
    owners: [`team-${at % 10}`],
    tags: [],
    components,
    alerts: [],
    aliases: [],
    archived: false,
    template: false,
    version: `v${at}`,
    reviews:
      at % 3 === 0
        ? []
        : [{ by: 'person-1', atMs: reviewedAtMs, verdict: 'works', version: `v${at}`, note: '' }],
    reviewInDays: 90,
    fileReviewedAtMs: 0,
    openComments: 0,
    openSuggestions: 0,
    createdAtMs: changedAtMs,
    changedAtMs,
    changedBy: '',
    sourcePath: '',
    links: [],
    text: '',
    summary: '',
  };
}

function planOf(at: number, components: readonly string[], nowMs: number): PlanProjection {
  return {
    kind: 'plan',
    title: `Plan ${at}`,
    drillKind: 'game-day',
    scenario: scenarioFor(at),
    scope: { components, domains: [], people: [] },
    runbook: '',
    hypothesis: '',
    abort: '',
    owner: `person-${at % 50}`,
    participants: [],
    cadence: 'every month',
    startsOn: '2026-01-01',
    blackouts: [],
    archived: false,
    createdAtMs: nowMs - 300 * dayMs,
    createdBy: '',
    changedAtMs: 0,
    changedBy: '',
    text: '',
  };
}

function scenarioFor(at: number): string {
  return ['zone-loss', 'database-failover', 'restore-from-backup', 'vendor-outage'][at % 4] ?? '';
}

function drillOf(
  at: number,
  {
    components,
    runbooks,
    drills,
  }: Omit<WorkspaceSize, 'components'> & { components: readonly string[] },
  nowMs: number,
): DrillProjection {
  const endedAtMs = nowMs - (at % 365) * dayMs;
  const outcome = at % 6 === 5 ? 'failed' : 'passed';
  const times = { startedAtMs: endedAtMs - 3_600_000, endedAtMs };
  const counts = { steps: 5, done: 5, skipped: 0, failed: 0 };
  return {
    kind: 'drill',
    drillKind: 'game-day',
    title: `Drill ${at}`,
    archived: false,
    ...times,
    changedAtMs: endedAtMs,
    outcome,
    people: ['person-1', 'person-2'],
    runs: [
      {
        id: 'r',
        runbook: `runbook:${at % runbooks}`,
        version: '',
        title: '',
        ...times,
        outcome,
        ...counts,
        people: ['person-1'],
      },
    ],
    plan: `plan:${at % Math.ceil(drills / 5)}`,
    scenario: scenarioFor(at),
    scope: { components, domains: [], people: [] },
    hypothesis: '',
    moments: {},
    recoverySeconds: 300 + (at % 10) * 120,
    findings: at % 9 === 0 ? [{ id: 'f', text: 'Slow', by: '', atMs: 0, state: 'open' }] : [],
    actions: [],
    files: 0,
    evidence: 0,
    inConflict: false,
    text: '',
  };
}

function incidentOf(at: number, components: readonly string[], nowMs: number): IncidentProjection {
  const declaredAtMs = nowMs - (at % 400) * dayMs;
  const decided = { by: '', atMs: 0 };
  return {
    kind: 'incident',
    title: `Incident ${at}`,
    severity: 2,
    severityStated: true,
    status: 'resolved',
    decided: { severity: decided, status: decided },
    drill: false,
    archived: false,
    declaredAtMs,
    declaredBy: 'person-3',
    changedAtMs: declaredAtMs,
    updatedAtMs: 0,
    milestones: {},
    commanders: [],
    roles: [],
    components: at % 4 === 0 ? [] : components,
    alerts: [],
    mergedInto: '',
    inConflict: false,
    people: [],
    actions: [],
    hasPostmortem: false,
    runs: [],
    text: '',
  };
}
