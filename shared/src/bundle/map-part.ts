import { isWebAddress } from '../model/map-fields.ts';
import {
  type FailureDomain,
  layers,
  type MapComponent,
  type MapDependency,
  type MapValue,
  type RedundancyGroup,
} from '../model/map-value.ts';
import { article, fact } from './article.ts';
import { countFollowUps, followUpsContent, type MapFollowUps } from './map-follow-ups.ts';
import { awayOn, dayOf } from './map-people.ts';
import { spofsOf } from './map-spofs.ts';
import { mapText } from './map-text.ts';
import { markup, type Html, nothing } from './markup.ts';

/** Articles of the map, in the order in which they are written. The page's script searches and prints each. */
export function mapArticles(
  map: MapValue,
  followUps: MapFollowUps,
  madeAtMs: number,
): readonly Html[] {
  if (map.components.size + map.domains.size + map.setAside.length === 0) return [];
  const look = lookAt(map, madeAtMs);
  return [
    spofArticle(map),
    ...layers.flatMap((layer) => {
      const inLayer = byName([...map.components.values()].filter((one) => one.layer === layer));
      if (inLayer.length === 0) return [];
      const title = mapText.layerTitle(mapText.layers[layer]);
      const count = mapText.components(inLayer.length);
      return [
        mapArticle(
          `map-${layer}`,
          title,
          count,
          markup`${inLayer.map((one) => componentPart(one, look))}`,
        ),
      ];
    }),
    ...domainsArticle(map),
    ...asideArticle(map),
    ...followUpsArticle(map, followUps),
  ];
}

/** The titles of the same articles with where they stand, for the contents. */
export function mapContents(
  map: MapValue,
  followUps: MapFollowUps,
): readonly (readonly [id: string, title: string])[] {
  if (map.components.size + map.domains.size + map.setAside.length === 0) return [];
  const has = (layer: string): boolean =>
    [...map.components.values()].some((one) => one.layer === layer);
  return [
    ['map-spofs', mapText.spofsTitle],
    ...layers
      .filter(has)
      .map((layer) => [`map-${layer}`, mapText.layerTitle(mapText.layers[layer])] as const),
    ...(map.domains.size === 0 ? [] : [['map-domains', mapText.domainsTitle] as const]),
    ...(map.setAside.length === 0 ? [] : [['map-aside', mapText.asideTitle] as const]),
    ...(countFollowUps(followUps) > 0 ? [['map-to-do', mapText.followUpsTitle] as const] : []),
  ];
}

function mapArticle(id: string, title: string, summary: string, content: Html): Html {
  return article(
    id,
    title,
    markup`<dl class="facts">${fact(mapText.title, summary)}</dl>
      <div class="text">${content}</div>`,
  );
}

interface Look {
  readonly map: MapValue;
  readonly away: ReadonlySet<string>;
  readonly needs: ReadonlyMap<string, readonly MapDependency[]>;
  readonly neededBy: ReadonlyMap<string, readonly string[]>;
  readonly groups: ReadonlyMap<string, readonly RedundancyGroup[]>;
  /** People who can operate a component, by its id. */
  readonly operators: ReadonlyMap<string, readonly string[]>;
}

function lookAt(map: MapValue, madeAtMs: number): Look {
  const dependencies = [...map.dependencies.values()];
  const groups = [...map.groups.values()];
  const can = [...map.knowledge.values()].filter(
    ({ level }) => level === 'operate' || level === 'lead',
  );
  return {
    map,
    away: awayOn(map, dayOf(madeAtMs)),
    needs: grouped(
      dependencies,
      ({ from }) => from,
      (one) => one,
    ),
    neededBy: grouped(
      [
        ...dependencies.map(({ from, to }) => [to, from] as const),
        ...groups.flatMap(({ component, members }) =>
          members.map((one) => [one, component] as const),
        ),
      ],
      ([to]) => to,
      ([, from]) => from,
    ),
    groups: grouped(
      groups,
      ({ component }) => component,
      (one) => one,
    ),
    operators: grouped(
      can,
      ({ component }) => component,
      ({ person }) => person,
    ),
  };
}

function componentPart(one: MapComponent, look: Look): Html {
  const { map } = look;
  return markup`<h3 id="${anchor(one.id)}" dir="auto">${one.name}</h3>
    ${one.description === '' ? nothing : markup`<p dir="auto">${one.description}</p>`}
    <dl class="facts">
      ${fact(mapText.type, one.type)} ${fact(mapText.system, one.system)} ${fact(mapText.tier, one.tier)}
      ${fact(mapText.owners, [...one.ownerTeams.map((id) => map.teams.get(id)?.name ?? id), ...one.ownerPeople.map((id) => map.people.get(id)?.name ?? id)].join(', '))}
      ${fact(mapText.objective, objectiveText(one))}
      ${fact(mapText.needs, needsPart(one, look))}
      ${fact(mapText.neededBy, componentLinks(map, [...new Set(look.neededBy.get(one.id) ?? [])]))}
      ${fact(mapText.failsWith, one.domains.map((id) => domainChain(map, id)).join('; '))}
      ${fact(mapText.staff, peopleText(look, one.staff))}
      ${fact(mapText.operate, peopleText(look, look.operators.get(one.id) ?? []) || mapText.nobody)}
      ${fact(mapText.links, linksPart(one))}
      ${fact(mapText.aliases, one.aliases.join(', '))} ${fact(mapText.tags, one.tags.join(', '))}
    </dl>`;
}

function needsPart(one: MapComponent, look: Look): Html {
  const { map } = look;
  const groups = (look.groups.get(one.id) ?? []).map((group) => {
    const { needs, members, standby, failoverNeeds, failoverByHand } = group;
    const names = members.map((id, at) => {
      const link = markup`${at === 0 ? nothing : markup`, `}${componentLink(map, id)}`;
      return standby.includes(id) ? markup`${link} (${mapText.standby})` : link;
    });
    const failover = failoverNeeds.map((id) => map.components.get(id)?.name ?? id).join(', ');
    return markup`<p>
      ${mapText.of(needs, members.length)}: ${names}.${
        failover === '' ? nothing : markup` ${mapText.failoverNeeds(failover)}`
      }${failoverByHand ? markup` ${mapText.byHand}` : nothing}
    </p>`;
  });
  const needs = (look.needs.get(one.id) ?? []).map(({ to, kind, note }, at) => {
    const said = [mapText.kinds[kind], note].filter((word) => word !== '').join('; ');
    const words = said === '' ? nothing : markup` (${said})`;
    return markup`${at === 0 ? nothing : markup`, `}${componentLink(map, to)}${words}`;
  });
  if (groups.length === 0 && needs.length === 0) return nothing;
  return markup`${needs.length === 0 ? nothing : markup`<p>${needs}</p>`}${groups}`;
}

/** Ids are letters, digits, dots, dashes and underscores: an anchor as they stand. */
function anchor(id: string): string {
  return `component-${id}`;
}

function componentLink(map: MapValue, id: string): Html {
  return markup`<a href="#${anchor(id)}" dir="auto">${map.components.get(id)?.name ?? id}</a>`;
}

function componentLinks(map: MapValue, ids: readonly string[]): Html {
  return markup`${ids.map((id, at) => markup`${at === 0 ? nothing : markup`, `}${componentLink(map, id)}`)}`;
}

function linksPart({ links }: MapComponent): Html {
  return markup`${links
    .filter(({ url }) => isWebAddress(url) && !/\s/.test(url))
    .map(
      ({ url, title }) =>
        markup`<p><a href="${url}" rel="noreferrer">${title === '' ? url : title}</a></p>`,
    )}`;
}

function peopleText({ map, away }: Look, ids: readonly string[]): string {
  return ids
    .map((id) => {
      const name = map.people.get(id)?.name ?? id;
      return away.has(id) ? `${name} (${mapText.awayNow})` : name;
    })
    .join(', ');
}

function objectiveText({ objective }: MapComponent): string {
  const { availability, rtoSeconds, rpoSeconds } = objective;
  return [
    ...(availability === undefined
      ? []
      : [mapText.available(`${Number((availability * 100).toPrecision(10))} %`)]),
    ...(rtoSeconds === undefined ? [] : [mapText.rto(durationText(rtoSeconds))]),
    ...(rpoSeconds === undefined ? [] : [mapText.rpo(durationText(rpoSeconds))]),
  ].join(', ');
}

function durationText(seconds: number): string {
  if (seconds >= 86_400 && seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds >= 3_600 && seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** A domain with all that it lies in. */
function domainChain(map: MapValue, id: string): string {
  const names: string[] = [];
  for (let at: FailureDomain | undefined = map.domains.get(id); at !== undefined;) {
    names.push(at.name);
    at = at.parent === undefined ? undefined : map.domains.get(at.parent);
  }
  return names.join(', ');
}

function spofArticle(map: MapValue): Html {
  const found = spofsOf(map);
  const content =
    found === undefined
      ? markup`<p>${mapText.spofsNotComputed}</p>`
      : markup`<p>${mapText.spofsLead}</p>
          <ul>
            ${found.map(
              ({ component, spofs }) =>
                markup`<li>${componentLink(map, component.id)}: ${spofs.length === 0 ? mapText.spofsNone : spofs.join(', ')}</li> `,
            )}
          </ul>`;
  return mapArticle(
    'map-spofs',
    mapText.spofsTitle,
    mapText.components(map.components.size),
    content,
  );
}

function domainsArticle(map: MapValue): readonly Html[] {
  if (map.domains.size === 0) return [];
  const holds = new Map<string, string[]>();
  for (const { id, domains } of map.components.values()) {
    for (const domain of domains) {
      const known = holds.get(domain);
      if (known === undefined) holds.set(domain, [id]);
      else known.push(id);
    }
  }
  const rows = byName([...map.domains.values()]).map(({ id, name, kind, parent, note }) => {
    const inside =
      parent === undefined ? '' : mapText.within(map.domains.get(parent)?.name ?? parent);
    const said = [mapText.domainKinds[kind], inside, note].filter((word) => word !== '').join(', ');
    const held = holds.get(id) ?? [];
    const members =
      held.length === 0 ? nothing : markup` ${mapText.holds}: ${componentLinks(map, held)}.`;
    return markup`<li><strong>${name}</strong>: ${said}.${members}</li> `;
  });
  const content = markup`<ul>${rows}</ul>`;
  return [
    mapArticle('map-domains', mapText.domainsTitle, mapText.domains(map.domains.size), content),
  ];
}

function asideArticle(map: MapValue): readonly Html[] {
  if (map.setAside.length === 0) return [];
  const rows = map.setAside.map(
    ({ name, missing }) =>
      markup`<li>${name}: ${missing.name} (${missing.why === 'deleted' ? mapText.deleted : mapText.unknown})</li> `,
  );
  const content = markup`<p>${mapText.asideLead}</p><ul>${rows}</ul>`;
  return [mapArticle('map-aside', mapText.asideTitle, String(map.setAside.length), content)];
}

function followUpsArticle(map: MapValue, followUps: MapFollowUps): readonly Html[] {
  const count = countFollowUps(followUps);
  if (count === 0) return [];
  const content = followUpsContent(map, followUps);
  return [mapArticle('map-to-do', mapText.followUpsTitle, String(count), content)];
}

function byName<T extends { readonly id: string; readonly name: string }>(
  items: readonly T[],
): readonly T[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return items.toSorted((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

function grouped<T, V>(
  items: readonly T[],
  keyOf: (item: T) => string,
  valueOf: (item: T) => V,
): ReadonlyMap<string, readonly V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known === undefined) groups.set(keyOf(item), [valueOf(item)]);
    else known.push(valueOf(item));
  }
  return groups;
}
