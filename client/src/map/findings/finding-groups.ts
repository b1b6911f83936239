import type { MapRule } from '@holdfast/shared/analysis/findings';
import type { ListedFinding } from './findings-model.ts';

/** Findings that one and the same thing causes. */
export interface FindingGroup {
  /** The same for the same cause. */
  readonly id: string;
  /**
   * `fails`: when one thing fails. `people`: so few people know several components. `care`: components
   * that lack the same. `single`: there is nothing to group.
   */
  readonly kind: 'fails' | 'people' | 'care' | 'single';
  /** The gravest of its findings. */
  readonly rule: MapRule;
  /** What people call it; of `people`, empty where nobody is left; of `care`, empty. */
  readonly cause: string;
  /** How many components are down when it fails; 0 where that is not what it is about. */
  readonly down: number;
  /** Names of components that the findings are about, each once. */
  readonly about: readonly string[];
  /** The gravest first. Never empty. */
  readonly findings: readonly [ListedFinding, ...ListedFinding[]];
}

/** Of these, the evidence is what is down. */
const takesDown: ReadonlySet<MapRule> = new Set(['spof', 'hidden-spof', 'vendor-spof']);
const ofFailures: ReadonlySet<MapRule> = new Set([
  ...takesDown,
  'common-cause',
  'multi-zone-single-region',
  'relay-shared-fate',
]);
/** What fails alone is graver than an objective, and that than people and care. */
const tiers: readonly (readonly MapRule[])[] = [
  [...ofFailures],
  ['needed-beside-group'],
  ['objective-not-met'],
  ['bus-factor-1'],
  ['no-owner'],
  ['no-runbook'],
];

/**
 * Each cause once, with all that it causes: first what takes most down. Takes findings in the order of
 * their gravity, as `listedFindings` gives them, and leaves none out.
 *
 * @param nameOf what people call a person, by id
 */
export function findingGroups(
  findings: readonly ListedFinding[],
  nameOf: (person: string) => string,
): readonly FindingGroup[] {
  const found = new Map<string, [ListedFinding, ...ListedFinding[]]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = found.get(key);
    if (group === undefined) found.set(key, [finding]);
    else group.push(finding);
  }
  return [...found]
    .map(([id, group]) => groupOf(id, group, nameOf))
    .toSorted(
      (a, b) =>
        tierOf(a.rule) - tierOf(b.rule) ||
        b.down - a.down ||
        b.about.length - a.about.length ||
        (a.id < b.id ? -1 : 1),
    );
}

function keyOf({ id, rule, event, evidence }: ListedFinding): string {
  if (ofFailures.has(rule) && event !== undefined) return event;
  if (rule === 'bus-factor-1') return `${rule} ${evidence.toSorted().join(' ')}`;
  return rule === 'no-owner' || rule === 'no-runbook' ? rule : id;
}

function groupOf(
  id: string,
  findings: FindingGroup['findings'],
  nameOf: (person: string) => string,
): FindingGroup {
  const [{ rule, cause, evidence }] = findings;
  const down = findings
    .filter((one) => takesDown.has(one.rule))
    .reduce((most, one) => Math.max(most, one.evidence.length), 0);
  return {
    id,
    kind: kindOf(rule, findings.length),
    rule,
    cause: rule === 'bus-factor-1' ? evidence.map(nameOf).join(', ') : cause,
    down,
    about: [...new Set(findings.map(({ name }) => name))],
    findings,
  };
}

function kindOf(rule: MapRule, count: number): FindingGroup['kind'] {
  if (count === 1) return 'single';
  if (ofFailures.has(rule)) return 'fails';
  return rule === 'bus-factor-1' ? 'people' : 'care';
}

function tierOf(rule: MapRule): number {
  return tiers.findIndex((rules) => rules.includes(rule));
}
