import type { ItemDecision, MapImportPlan } from '@holdfast/shared/map-transfer/plan-map-import';
import type { SourcesRead } from '@holdfast/shared/map-transfer/read-sources';
import type { ImportNote } from '@holdfast/shared/map-transfer/draft';
import type { RegisterName } from '@holdfast/shared/model/map-value';
import { counted, jsonText, type Output, table } from './output.ts';
import type { SavedOn } from './session.ts';
import { savedText } from './workspace-command.ts';

interface Report {
  readonly json: boolean;
  readonly dryRun: boolean;
  readonly removeGone: boolean;
  readonly output: Output;
  readonly workspace: string;
  readonly read: SourcesRead;
  readonly plan: MapImportPlan;
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
  readonly saved: SavedOn | undefined;
}

/** Of more of one kind, only so many are named. */
const mostShown = 20;

const one: Readonly<Record<RegisterName, readonly [string, string]>> = {
  components: ['component', 'components'],
  dependencies: ['dependency', 'dependencies'],
  groups: ['redundancy group', 'redundancy groups'],
  domains: ['failure domain', 'failure domains'],
  people: ['person', 'people'],
  teams: ['team', 'teams'],
  leaves: ['leave', 'leaves'],
};

/** Says what came of an import into the map. `saved` is undefined where nothing was written. */
export function reportMapImport(report: Report): void {
  if (report.json) reportAsJson(report);
  else reportInWords(report);
}

function reportAsJson({ workspace, dryRun, read, plan, problems, saved, output }: Report): void {
  const items = plan.items.map(({ kind, register, id, name, fields, joined, deletedHere }) => ({
    register,
    id,
    name,
    result: kind,
    ...(joined && { joined }),
    ...(deletedHere && { deletedHere }),
    fields: fields.map(({ field, kind: result, here, there, problem }) => ({
      field,
      result,
      here,
      there,
      ...(problem !== undefined && { problem }),
    })),
  }));
  output.data(
    jsonText({
      workspace,
      dryRun,
      savedOnRelays: saved?.relays ?? null,
      files: [...read.formats].map(([path, format]) => ({ path, format })),
      items,
      knowledge: plan.knowledge.length,
      knowledgeGone: plan.knowledgeGone.map(({ name, source }) => ({ name, source })),
      actions: plan.followUps.tasks.length,
      accepted: plan.followUps.acceptances.length,
      notApplicable: plan.followUps.exclusions.length,
      notes: plan.notes,
      problems,
    }),
  );
}

function reportInWords(report: Report): void {
  const { dryRun, removeGone, read, plan, problems, saved, output } = report;
  const verb = dryRun ? 'would be ' : '';
  const counts = (kind: ItemDecision['kind']): string =>
    countsOf(plan.items.filter((item) => item.kind === kind && !item.recordOnly));
  const formats = [...new Set(read.formats.values())].join(', ');
  output.data(`Read ${counted(read.formats.size, 'file')} (${formats})`);
  const created = counts('create');
  const changed = counts('change');
  if (created !== '') output.data(`${created} ${verb}created`);
  if (changed !== '') output.data(`${changed} ${verb}changed`);
  if (plan.knowledge.length > 0)
    output.data(`${counted(plan.knowledge.length, 'word')} of who knows what ${verb}taken`);
  const { tasks, acceptances, exclusions } = plan.followUps;
  if (tasks.length > 0) output.data(`${counted(tasks.length, 'action item')} ${verb}taken`);
  if (acceptances.length > 0)
    output.data(`${counted(acceptances.length, 'accepted finding')} ${verb}taken`);
  if (exclusions.length > 0)
    output.data(
      `${counted(exclusions.length, 'drill')} that ${exclusions.length === 1 ? 'does' : 'do'} not apply ${verb}taken`,
    );
  if (created === '' && changed === '' && plan.knowledge.length === 0)
    output.data('Nothing new: the map has it all');
  const changes = plan.items.filter((item) => item.kind === 'change' && !item.recordOnly);
  list(
    output,
    'Changes:',
    changes.flatMap((item) =>
      item.fields.flatMap(({ field, kind, here, there }) =>
        kind === 'take'
          ? [[`  ${item.name}`, field, `${here || '(nothing)'} → ${there || '(nothing)'}`]]
          : [],
      ),
    ),
  );
  list(
    output,
    'Taken for what is in the map already, by name:',
    plan.items
      .filter(({ joined }) => joined)
      .map(({ name, draft }) => [`  ${name}`, draft?.ref ?? '']),
  );
  list(
    output,
    'Taken for one, by name:',
    plan.items.flatMap(({ name, draft, also = [] }) =>
      also.length === 0 || draft === undefined
        ? []
        : [[`  ${name}`, [draft, ...also].map(({ from, file }) => `${from}: ${file}`).join('; ')]],
    ),
  );
  const settled = plan.items.flatMap((item) => item.fields.map((field) => ({ item, field })));
  list(
    output,
    'Changed here and in the files; what is here stays:',
    settled.flatMap(({ item, field }) =>
      field.kind === 'differs'
        ? [[`  ${item.name}`, field.field, `here: ${field.here}; there: ${field.there}`]]
        : [],
    ),
  );
  list(
    output,
    'Not taken:',
    settled.flatMap(({ item, field }) =>
      field.kind === 'refused' ? [[`  ${item.name}`, field.field, field.problem ?? '']] : [],
    ),
  );
  list(
    output,
    'Deleted here, and left so:',
    plan.items.filter(({ deletedHere }) => deletedHere).map(({ name }) => [`  ${name}`]),
  );
  const gone = plan.items.filter(({ kind }) => kind === 'gone');
  list(
    output,
    removeGone
      ? `No longer in the files, ${verb}deleted:`
      : 'No longer in the files, kept (--remove-gone deletes):',
    [
      ...gone.map(({ register, name }) => [`  ${name}`, one[register][0]]),
      ...plan.knowledgeGone.map(({ name }) => [`  ${name}`, 'knowledge']),
    ],
  );
  listNotes(output, 'Refers to what is not there:', 'dangling', plan.notes);
  listNotes(output, 'There twice:', 'duplicate', plan.notes);
  listNotes(output, 'Left out:', 'left-out', plan.notes);
  listNotes(output, 'Could not be read:', 'unreadable', plan.notes);
  for (const { path, problem } of problems) output.message(`${path}: ${problem}`);
  if (saved !== undefined) output.message(savedText(saved));
  else if (!dryRun) output.message('Nothing to write.');
}

function countsOf(items: readonly ItemDecision[]): string {
  return Object.entries(one)
    .flatMap(([register, [single, several]]) => {
      const count = items.filter((item) => item.register === register).length;
      return count === 0 ? [] : [counted(count, single, several)];
    })
    .join(', ');
}

function list(output: Output, title: string, rows: readonly (readonly string[])[]): void {
  if (rows.length === 0) return;
  const more =
    rows.length > mostShown ? `\n  … and ${rows.length - mostShown} more (--json shows all)` : '';
  output.data(`${title} ${rows.length}\n${table(rows.slice(0, mostShown))}${more}`);
}

function listNotes(
  output: Output,
  title: string,
  kind: ImportNote['kind'],
  notes: readonly ImportNote[],
): void {
  const rows = notes.flatMap((note) =>
    note.kind === kind
      ? [[`  ${note.file}${note.line === undefined ? '' : `:${note.line}`}`, note.text]]
      : [],
  );
  list(output, title, rows);
}
