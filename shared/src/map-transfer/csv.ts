import { dependencyKinds, layers } from '../model/map-value.ts';
import { type Cell, createCsvDomains } from './csv-domains.ts';
import {
  createDraft,
  danglingText,
  type MapDraft,
  nameText,
  type Place,
  proseText,
  type SourceFile,
  wordText,
} from './draft.ts';

/** Names of columns, in lower case, by what they say. */
const columns: Readonly<Record<string, readonly string[]>> = {
  name: ['name', 'component', 'service'],
  layer: ['layer'],
  type: ['type', 'kind'],
  description: ['description', 'note', 'notes'],
  system: ['system', 'application', 'product'],
  tier: ['tier', 'criticality'],
  tags: ['tags'],
  needs: ['needs', 'depends on', 'depends_on', 'dependson', 'dependencies'],
  person: ['owner', 'owners', 'person'],
  team: ['team', 'teams', 'owner team'],
  region: ['region'],
  zone: ['zone', 'availability zone'],
  provider: ['provider', 'vendor'],
  from: ['from', 'source'],
  to: ['to', 'target'],
  dependency: ['dependency', 'strength'],
};

/**
 * Reads tables of components, one a row (`name`, and `layer`, `type`, `description`, `system`,
 * `tier`, `tags`, `needs`, `owner`, `team`, `region`, `zone`, `provider`), or of dependencies
 * (`from`, `to`, `dependency`). Several names in one cell are parted by semicolons. Separators are
 * commas, semicolons or tabs.
 */
export function readCsv(files: readonly SourceFile[]): MapDraft {
  const draft = createDraft('csv');
  const references: { readonly what: string; readonly to: string; readonly place: Place }[] = [];
  const tables = files.map((file) => {
    const [head, ...rows] = parseCsv(file.text);
    return { file, rows, index: indexOf(head?.cells ?? []) };
  });
  const cellOf =
    (cells: readonly string[], index: ReadonlyMap<string, number>): Cell =>
    (column) =>
      cells[index.get(column) ?? -1]?.trim() ?? '';
  const domain = createCsvDomains(
    draft,
    tables.flatMap(({ rows, index }) => rows.map(({ cells }) => cellOf(cells, index))),
  );
  for (const { file, rows, index } of tables) {
    const isEdges = index.has('from') && index.has('to');
    if (!index.has('name') && !isEdges) {
      const text = 'the first row must name the columns: name, layer, needs…, or from and to';
      draft.note('unreadable', { file: file.path, line: 1 }, text);
      continue;
    }
    for (const { cells, line } of rows) {
      const place = { file: file.path, line, commit: file.commit };
      const cell = cellOf(cells, index);
      const several = (column: string): readonly string[] =>
        cell(column)
          .split(';')
          .flatMap((one) => wordText(one) ?? []);
      const need = (from: string, to: string): void => {
        references.push({ what: from, to, place });
        const said = cell('dependency').toLowerCase();
        const kind = dependencyKinds.find((one) => one === said);
        if (said !== '' && kind === undefined)
          draft.note(
            'left-out',
            place,
            `"${said}" is no kind of dependency: ${dependencyKinds.join(', ')}. It is taken as hard.`,
          );
        draft.need(idOf(from), idOf(to), place, { kind });
      };
      const idOf = (name: string): string => draft.idOf('components', name.toLowerCase());
      if (index.has('name')) {
        const name = nameText(cell('name'));
        if (name === undefined) {
          draft.note('unreadable', place, 'a row without a name');
          continue;
        }
        if (draft.has('components', name.toLowerCase()))
          draft.note('duplicate', place, `${name} is there twice. Both rows are read as one.`);
        addRow(draft, name, place, cell, several, domain);
        for (const to of several('needs')) need(name, to);
      }
      const [from, to] = [nameText(cell('from')), nameText(cell('to'))];
      if (from !== undefined && to !== undefined) {
        if (!index.has('name')) references.push({ what: to, to: from, place });
        need(from, to);
      }
    }
  }
  for (const { what, to, place } of references) {
    if (!draft.has('components', to.toLowerCase()))
      draft.note('dangling', place, danglingText(what, 'goes with', to));
  }
  return draft.done();
}

function addRow(
  draft: ReturnType<typeof createDraft>,
  name: string,
  place: Place,
  cell: Cell,
  several: (column: string) => readonly string[],
  domain: (cell: Cell, place: Place) => string | undefined,
): void {
  const layer = layers.find((one) => one === cell('layer').toLowerCase());
  if (cell('layer') !== '' && layer === undefined) {
    draft.note('left-out', place, `"${cell('layer')}" is no layer: ${layers.join(', ')}.`);
  }
  const tags = several('tags');
  const people = several('person').map((one) =>
    draft.add('people', one.toLowerCase(), place, { name: one }),
  );
  const teams = several('team').map((one) =>
    draft.add('teams', one.toLowerCase(), place, { name: one }),
  );
  const parent = domain(cell, place);
  draft.add('components', name.toLowerCase(), place, {
    name,
    layer: layer ?? 'software',
    type: wordText(cell('type')),
    description: proseText(cell('description')),
    system: wordText(cell('system')),
    tier: wordText(cell('tier')),
    tags: tags.length === 0 ? undefined : tags,
    ownerPeople: people.length === 0 ? undefined : people,
    ownerTeams: teams.length === 0 ? undefined : teams,
    domains: parent === undefined ? undefined : [parent],
  });
}

function indexOf(head: readonly string[]): ReadonlyMap<string, number> {
  const index = new Map<string, number>();
  for (const [at, cell] of head.entries()) {
    const name = cell.trim().toLowerCase();
    for (const [column, names] of Object.entries(columns)) {
      if (names.includes(name) && !index.has(column)) index.set(column, at);
    }
  }
  return index;
}

interface Row {
  readonly cells: readonly string[];
  /** Where it starts, counted from 1. */
  readonly line: number;
}

/** Rows as RFC 4180 has them, with the separator that the first row has most of. */
function parseCsv(text: string): readonly Row[] {
  const body = text.replace(/^\uFEFF/, '');
  const head = /^[^\r\n]*/.exec(body)?.[0] ?? '';
  const separator = [',', ';', '\t'].reduce((best, one) =>
    head.split(one).length > head.split(best).length ? one : best,
  );
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let start = 1;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.some((one) => one !== '')) rows.push({ cells, line: start });
    cells = [];
    cell = '';
    start = line;
  };
  for (let at = 0; at < body.length; at += 1) {
    const one = body.charAt(at);
    if (one === '\n' || (one === '\r' && body.charAt(at + 1) !== '\n')) line += 1;
    if (isQuoted) {
      if (one !== '"') cell += one;
      else if (body.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (one === '"' && cell === '') isQuoted = true;
    else if (one === separator) {
      cells.push(cell);
      cell = '';
    } else if (one === '\n' || (one === '\r' && body.charAt(at + 1) !== '\n')) endRow();
    else if (one !== '\r') cell += one;
  }
  endRow();
  return rows;
}
