import type { FailureDomain, MapValue } from '@holdfast/shared/model/map-value';
import { byKindAndName, homeDomain } from '../home-domain.ts';
import type { ComponentRow } from './component-rows.ts';
import type { TreeRow } from './component-tree.ts';

const separator = '/';
/** Of the line under which stands what is in no domain; ids have no such character. */
const outsideId = '#outside';

/**
 * The lines of a tree of failure domains, each with the domains and components that lie in it: the
 * same nesting as the picture's frames. Domains in which nothing of `rows` lies are left out.
 *
 * @param closed ways to the lines that are closed
 */
export function domainTreeRows(
  map: MapValue,
  rows: readonly ComponentRow[],
  closed: ReadonlySet<string>,
): readonly TreeRow[] {
  const members = new Map<string, ComponentRow[]>();
  const inside = new Map<string, number>();
  const children = new Map<string, FailureDomain[]>();
  for (const row of rows) {
    const home = homeDomain(map, row.component);
    put(members, home?.id ?? outsideId, row);
    for (let one = home; one !== undefined; one = parentOf(map, one)) {
      const before = inside.get(one.id) ?? 0;
      inside.set(one.id, before + 1);
      if (before === 0) put(children, parentOf(map, one)?.id ?? '', one);
    }
  }
  const left = members.get(outsideId) ?? [];
  const lines: TreeRow[] = [];
  const add = (of: readonly FailureDomain[], parts: readonly ComponentRow[], way: string): void => {
    const level = way === '' ? 1 : way.split(separator).length + 1;
    const siblings = of.length + parts.length + (way === '' && left.length > 0 ? 1 : 0);
    of.toSorted(byKindAndName).forEach((domain, at) => {
      const name = way === '' ? domain.id : `${way}${separator}${domain.id}`;
      const isOpen = !closed.has(name);
      const place = { name, level, isOpen, canOpen: true, position: at + 1, siblings };
      lines.push({ of: 'domain', domain, count: inside.get(domain.id) ?? 0, ...place });
      if (isOpen) add(children.get(domain.id) ?? [], members.get(domain.id) ?? [], name);
    });
    parts.forEach((row, at) => {
      const name = `${way}${separator}${row.name}`;
      const position = of.length + at + 1;
      const place = { name, level, isOpen: false, canOpen: false, position, siblings };
      lines.push({ ...row, of: 'component', isAgain: false, ...place });
    });
  };
  add(children.get('') ?? [], [], '');
  if (left.length > 0) {
    const isOpen = !closed.has(outsideId);
    const roots = (children.get('') ?? []).length + 1;
    const place = { name: outsideId, level: 1, isOpen, canOpen: true };
    lines.push({
      of: 'domain',
      domain: undefined,
      count: left.length,
      ...place,
      position: roots,
      siblings: roots,
    });
    if (isOpen) add([], left, outsideId);
  }
  return lines;
}

function parentOf(map: MapValue, { parent }: FailureDomain): FailureDomain | undefined {
  return parent === undefined ? undefined : map.domains.get(parent);
}

function put<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const of = lists.get(key);
  if (of === undefined) lists.set(key, [item]);
  else of.push(item);
}
