import { incidentPath, mapPath, noFilter, routeToPath, runbookPath } from '../../../app/routes.ts';

/** A runbook that can be linked to. */
export interface LinkedRunbook {
  readonly name: string;
  readonly title: string;
  /** Path of its file, the imported folder's name first; empty where it was written here. */
  readonly sourcePath: string;
}

/**
 * The Markdown of a link from the runbook imported from `from` (empty: from none) to another: to its
 * file where both came from the same folder, so that the link works in the repository too.
 */
export function runbookLink(to: LinkedRunbook, from: string): string {
  const path = relativePath(from, to.sourcePath) ?? runbookPath(to.name);
  return markdownLink(to.title, path);
}

/** An incident that can be linked to. */
export interface LinkedIncident {
  readonly name: string;
  readonly title: string;
  readonly isLive: boolean;
}

/** A link to an incident's room. */
export function incidentLink({ name, title }: LinkedIncident): string {
  return markdownLink(title, incidentPath(name));
}

/** A person or component that can be linked to. */
export interface LinkedName {
  readonly name: string;
  /** Under which the map has it; absent where it does not. */
  readonly id?: string;
}

/** A link to a person's page; of one who is not on the map, to the runbooks they own. */
export function personLink({ name, id }: LinkedName): string {
  const owned = routeToPath({ page: 'runbooks', filter: { ...noFilter, owner: name } });
  return markdownLink(name, id === undefined ? owned : mapPath('people', id));
}

/** A link to a component's page; of one that is not on the map, to its runbooks. */
export function componentLink({ name, id }: LinkedName): string {
  const runbooks = `/runbooks?${new URLSearchParams({ component: name }).toString()}`;
  return markdownLink(name, id === undefined ? runbooks : mapPath('components', id));
}

function markdownLink(words: string, address: string): string {
  return `[${words.replace(/[\\[\]`*_<]/g, String.raw`\$&`)}](${address})`;
}

function relativePath(from: string, to: string): string | undefined {
  if (from === '' || to === '') return undefined;
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  if (here[0] === undefined || here[0] !== there[0]) return undefined;
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared += 1;
  const parts = [...here.slice(shared).map(() => '..'), ...there.slice(shared)];
  return parts.map(encodePart).join('/');
}

/** As links are written by hand: only what would end or break them is encoded. */
function encodePart(part: string): string {
  return part.replace(/[\s%#?()<>\\]/g, (character) =>
    character === '(' || character === ')'
      ? `%${character.charCodeAt(0).toString(16)}`
      : encodeURIComponent(character),
  );
}
