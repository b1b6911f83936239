import { type MapFinding, mapRules, type MapRule } from '@holdfast/shared/analysis/findings';
import type { MapStep } from '@holdfast/shared/analysis/map-node';
import type { Layer, MapValue } from '@holdfast/shared/model/map-value';

/** A finding as the list shows it. */
export interface ListedFinding extends MapFinding {
  /** Of the component. */
  readonly name: string;
  readonly layer: Layer | undefined;
}

/** The gravest first: what looks safe and is not, then what touches most. */
const gravity: readonly MapRule[] = [
  'hidden-spof',
  'common-cause',
  'needed-beside-group',
  'spof',
  'vendor-spof',
  'relay-shared-fate',
  'multi-zone-single-region',
  'objective-not-met',
  'bus-factor-1',
  'no-owner',
  'no-runbook',
];

/** What is about no component is about the relays that carry this workspace. */
const productName = 'Holdfast';

export function listedFindings(
  map: MapValue,
  findings: readonly MapFinding[],
): readonly ListedFinding[] {
  return findings
    .map((finding) => {
      const component = map.components.get(finding.component);
      return {
        ...finding,
        name: component?.name ?? (finding.component || productName),
        layer: component?.layer,
      };
    })
    .toSorted(
      (a, b) =>
        gravity.indexOf(a.rule) - gravity.indexOf(b.rule) ||
        b.evidence.length - a.evidence.length ||
        (a.name < b.name ? -1 : 1),
    );
}

export interface FindingsView {
  readonly query: string;
  readonly rule: MapRule | '';
  readonly layer: Layer | '';
}

export function chosenFindings(
  findings: readonly ListedFinding[],
  { query, rule, layer }: FindingsView,
): readonly ListedFinding[] {
  const asked = query.trim().toLowerCase();
  return findings.filter(
    (one) =>
      (rule === '' || one.rule === rule) &&
      (layer === '' || one.layer === layer) &&
      (asked === '' ||
        one.name.toLowerCase().includes(asked) ||
        one.cause.toLowerCase().includes(asked)),
  );
}

/** Rules that something was found by, with how much, in the order of the list. */
export function ruleCounts(
  findings: readonly MapFinding[],
): readonly { readonly rule: MapRule; readonly count: number }[] {
  return mapRules
    .toSorted((a, b) => gravity.indexOf(a) - gravity.indexOf(b))
    .map((rule) => ({ rule, count: findings.filter((one) => one.rule === rule).length }))
    .filter(({ count }) => count > 0);
}

/** What a finding says is the cause, where that can be taken away to see what falls. */
export function causeOf(
  finding: MapFinding,
): (MapStep & { readonly of: 'component' | 'domain' | 'person' }) | undefined {
  const last = finding.paths[0]?.at(-1);
  return last === undefined || last.of === 'group' ? undefined : { ...last, of: last.of };
}

/** Where the address keeps what is taken away to see what falls. */
export const causeKinds = {
  component: 'components',
  domain: 'domains',
  person: 'people',
} as const;

/** The action item of a finding: the same for whoever writes it down. */
export function taskId({ id }: Pick<ListedFinding, 'id'>): string {
  return `finding:${id.replace(/[^A-Za-z0-9._:-]+/g, ':')}`.slice(0, 200);
}
