import type {
  DomainKind,
  FailureDomain,
  MapComponent,
  MapValue,
} from '@holdfast/shared/model/map-value';

/** The nearest first: what something stands in, before what it merely shares. */
const kindOrder: readonly DomainKind[] = [
  'rack',
  'zone',
  'region',
  'provider',
  'account',
  'control-plane',
  'dns-zone',
  'certificate-authority',
  'on-call',
  'other',
];

/** The one failure domain under which a component is drawn and listed, of all that it is in. */
export function homeDomain(
  map: Pick<MapValue, 'domains'>,
  component: Pick<MapComponent, 'domains'>,
): FailureDomain | undefined {
  return component.domains
    .flatMap((id) => map.domains.get(id) ?? [])
    .toSorted((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind))[0];
}

/** A domain and what it lies in, the nearest first. */
export function domainChain(
  map: Pick<MapValue, 'domains'>,
  domain: FailureDomain | undefined,
): readonly FailureDomain[] {
  const chain: FailureDomain[] = [];
  for (
    let one = domain;
    one !== undefined && !chain.includes(one);
    one = one.parent === undefined ? undefined : map.domains.get(one.parent)
  )
    chain.push(one);
  return chain;
}

/** As kinds are shown: places, the widest first, then what is merely shared. */
const shownOrder: readonly DomainKind[] = [
  'provider',
  'account',
  'region',
  'zone',
  'rack',
  'control-plane',
  'dns-zone',
  'certificate-authority',
  'on-call',
  'other',
];

/** The order in which domains stand side by side. */
export function byKindAndName(a: FailureDomain, b: FailureDomain): number {
  return (
    shownOrder.indexOf(a.kind) - shownOrder.indexOf(b.kind) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1)
  );
}
