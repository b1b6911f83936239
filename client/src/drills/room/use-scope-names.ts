import { readMap } from '@holdfast/shared/model/map';
import { useEffect, useMemo, useState } from 'react';
import { useHub, useProjection } from '../../app/hub-context.tsx';
import { mapPath } from '../../app/routes.ts';
import { domainPath } from '../../map/domain-path.ts';
import { drillRoomText } from '../../ui/text/drill-room.ts';

export interface ScopeItem {
  readonly id: string;
  readonly kind: 'component' | 'domain' | 'person';
  readonly name: string;
  /** Where the map shows it; undefined where it does not. */
  readonly path: string | undefined;
}

interface Scope {
  readonly components: readonly string[];
  readonly domains: readonly string[];
  readonly people: readonly string[];
}

/** What a drill is about, by the names that the map has for it. */
export function useScopeItems(scope: Scope | undefined): readonly ScopeItem[] {
  const map = useProjection('map');
  const domains = useDomainNames(scope?.domains ?? none);
  return useMemo(() => {
    if (scope === undefined) return [];
    const named = map?.kind === 'map' ? map : undefined;
    const item = (
      kind: ScopeItem['kind'],
      id: string,
      name: string | undefined,
      path: string,
    ): ScopeItem => ({
      id,
      kind,
      name: name ?? drillRoomText.goneFromMap(id),
      path: name === undefined ? undefined : path,
    });
    return [
      ...scope.components.map((id) => {
        const found = named?.components.find((one) => one.id === id);
        return item('component', id, found?.name, mapPath('components', id));
      }),
      ...scope.domains.map((id) => item('domain', id, domains.get(id), domainPath(id))),
      ...scope.people.map((id) => {
        const found = named?.people.find((one) => one.id === id);
        return item('person', id, found?.name, mapPath('people', id));
      }),
    ];
  }, [scope, map, domains]);
}

const none: readonly string[] = [];

/** Names of failure domains, which stand in no projection: the map is opened for them once. */
export function useDomainNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const hub = useHub();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(() => new Map());
  const wanted = ids.length > 0;
  useEffect(() => {
    if (!wanted) return undefined;
    const open = hub.open('map');
    let gone = false;
    open.ready.then(
      () => {
        if (gone) return;
        const { domains } = readMap(open.doc);
        setNames(new Map(Array.from(domains.values(), ({ id, name }) => [id, name])));
      },
      () => undefined,
    );
    return () => {
      gone = true;
      open.close();
    };
  }, [hub, wanted]);
  return names;
}
