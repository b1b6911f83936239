import { readFrontMatter } from '@holdfast/shared/markdown/front-matter';
import type { RunbookProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { incidentRows, isLive, listIncidents } from '../../../incidents/incident-list-model.ts';
import type { Projections } from '../../list-model.ts';
import type { SlashWorld } from './choices.ts';
import type { LinkedIncident, LinkedName } from './link-words.ts';

/** What is worked out of all runbooks, once for each state of the workspace. */
interface Catalogue {
  readonly of: Projections | undefined;
  readonly runbooks: readonly (readonly [DocumentName, RunbookProjection])[];
  readonly incidents: readonly LinkedIncident[];
  readonly components: readonly string[];
  readonly people: readonly string[];
  readonly mapComponents: readonly OnMap[];
  readonly mapPeople: readonly OnMap[];
}

interface OnMap {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[] | undefined;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Gives what the slash menu knows, for the runbook `name`; nothing is worked out until it is asked. */
export function createSlashWorld(deps: {
  readonly name: DocumentName;
  readonly projections: () => Projections | undefined;
  /** People who are here, beside those who own something. */
  readonly present: () => readonly string[];
  readonly declared: (text: string) => readonly string[];
}): (text: string) => SlashWorld {
  let catalogue: Catalogue | undefined;
  return (text) => {
    const projections = deps.projections();
    if (catalogue === undefined || catalogue.of !== projections) catalogue = read(projections);
    const declared = deps.declared(text);
    const own = projections?.get(deps.name);
    return {
      sourcePath: own?.kind === 'runbook' ? own.sourcePath : '',
      runbooks: catalogue.runbooks
        .filter(([name]) => name !== deps.name)
        .map(([name, { title, sourcePath }]) => ({ name, title, sourcePath })),
      incidents: catalogue.incidents,
      components: named(
        [...catalogue.components, ...readFrontMatter(text).components],
        catalogue.mapComponents,
      ),
      people: named([...catalogue.people, ...deps.present()], catalogue.mapPeople),
      declared,
      used: usedIn(text).filter((name) => !declared.includes(name)),
    };
  };
}

function read(projections: Projections | undefined): Catalogue {
  const runbooks: (readonly [DocumentName, RunbookProjection])[] = [];
  for (const [name, projection] of projections ?? []) {
    if (projection.kind === 'runbook' && !projection.archived) runbooks.push([name, projection]);
  }
  const map = projections?.get('map');
  return {
    of: projections,
    mapComponents: map?.kind === 'map' ? map.components : [],
    mapPeople: map?.kind === 'map' ? map.people : [],
    runbooks: runbooks.toSorted(([, a], [, b]) => b.changedAtMs - a.changedAtMs),
    incidents: listIncidents(incidentRows(projections), 'all').map((row) => ({
      name: row.name,
      title: row.incident.title,
      isLive: isLive(row),
    })),
    components: runbooks.flatMap(([, { components }]) => components),
    people: runbooks.flatMap(([, { owners }]) => owners),
  };
}

/** All names, each once: those on the map as they are called there, whatever else they are called. */
function named(names: readonly string[], onMap: readonly OnMap[]): readonly LinkedName[] {
  const known = new Set(
    onMap.flatMap(({ name, aliases = [] }) => [name, ...aliases]).map((one) => one.toLowerCase()),
  );
  const others = new Set(names.filter((name) => name !== '' && !known.has(name.toLowerCase())));
  return [
    ...onMap.map(({ id, name }) => ({ name, id })),
    ...[...others].map((name) => ({ name })),
  ].toSorted((a, b) => collator.compare(a.name, b.name));
}

/** Variables that the text uses, each once, in its order. */
function usedIn(text: string): readonly string[] {
  const names = text.matchAll(/(?<!\{)\{\{([A-Za-z][A-Za-z0-9_-]{0,63})\}\}(?!\})/g);
  return [...new Set([...names].map(([, name]) => name ?? ''))];
}
