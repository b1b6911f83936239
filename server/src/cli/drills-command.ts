import { writeFile } from 'node:fs/promises';
import { readProofsBy } from '@holdfast/shared/access/read-proofs';
import { localDay } from '@holdfast/shared/model/local-day';
import { isDay } from '@holdfast/shared/model/day';
import { drillKinds } from '@holdfast/shared/model/drill-kinds';
import {
  drillLogDocument,
  projectDrillLog,
  readSeals,
  type Seal,
} from '@holdfast/shared/model/drill-log';
import { projectDrill } from '@holdfast/shared/model/drill-projection';
import { drillOutcomes } from '@holdfast/shared/model/drill-words';
import { isDrillEmpty } from '@holdfast/shared/model/drill-writing';
import { mapDocument, readMap } from '@holdfast/shared/model/map';
import type { DrillProjection } from '@holdfast/shared/model/projection';
import { type ChainReport, verifyChain } from '@holdfast/shared/model/verify-chain';
import { type DrillProof, proveDrill } from '@holdfast/shared/model/verify-seals';
import { documentKind, type DocumentName } from '@holdfast/shared/protocol/names';
import {
  countSignatures,
  drillLogCsv,
  drillLogFile,
  type SignatureCounts,
  type SignaturesOf,
} from '@holdfast/shared/transfer/drill-log-export';
import {
  type DrillLogFilter,
  type DrillLogRow,
  drillLogRows,
  filterDrillLog,
} from '@holdfast/shared/transfer/drill-log-rows';
import { closest } from '../closest.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText, table } from './output.ts';
import type { Session } from './session.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface DrillLogDeps extends WorkspaceCommandDeps {
  readonly filter: DrillLogFilter;
}

/** Lists the log of drills: one line each, oldest first, or a JSON array. */
export async function listDrillLog(deps: DrillLogDeps): Promise<ExitCode> {
  checkFilter(deps.filter);
  return withExistingSession(deps, async (session) => {
    const rows = await wantedRows(session, deps.filter);
    if (deps.json) deps.output.data(jsonText(logOf(rows, '').drills));
    else if (rows.length > 0) deps.output.data(table([heading, ...rows.map(line)]));
    else deps.output.message('No drill of the log is like that.');
    return exitCodes.ok;
  });
}

/** Writes the log of drills as CSV or JSON, to a file or to standard output. */
export async function exportDrillLog(
  deps: DrillLogDeps & { readonly format: 'csv' | 'json'; readonly out: string | undefined },
): Promise<ExitCode> {
  checkFilter(deps.filter);
  return withExistingSession(deps, async (session, { workspace }) => {
    const rows = await wantedRows(session, deps.filter);
    const signatures = await signaturesIn(session, workspace, rows);
    const text =
      deps.format === 'csv'
        ? drillLogCsv(rows, signatures)
        : `${jsonText(logOf(rows, workspace, signatures))}\n`;
    const bytes = new TextEncoder().encode(text);
    if (deps.out === undefined) {
      deps.output.bytes(bytes);
      return exitCodes.ok;
    }
    try {
      await writeFile(deps.out, bytes, { flag: 'wx' });
    } catch (error) {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      const problem = isThere
        ? `${deps.out} is there already. Name another file, or remove it first.`
        : `${deps.out} could not be written: ${error instanceof Error ? error.message : 'unknown'}.`;
      throw new CommandError(problem, exitCodes.failed, { cause: error });
    }
    deps.output.message(`${counted(rows.length, 'drill')} written to ${deps.out}.`);
    return exitCodes.ok;
  });
}

function logOf(rows: readonly DrillLogRow[], workspace: string, signatures?: SignaturesOf) {
  return drillLogFile(rows, { workspace, nowMs: Date.now(), signatures });
}

/** What signatures show of each drill; undefined where the workspace has no keys. */
async function signaturesIn(
  session: Session,
  workspace: string,
  rows: readonly DrillLogRow[],
): Promise<SignaturesOf | undefined> {
  const readProofs = readProofsBy(workspace, await session.read('workspace'));
  if (readProofs === undefined) return undefined;
  const counts = new Map<string, SignatureCounts>();
  for (const { document } of rows) {
    const doc = await session.read(document);
    if (doc === undefined) continue;
    counts.set(document, countSignatures(await readProofs(document, doc)));
    doc.destroy();
  }
  return counts;
}

const heading = [
  'TITLE',
  'KIND',
  'OUTCOME',
  'STARTED',
  'RECOVERY',
  'DATA LOSS',
  'FINDINGS',
  'PEOPLE',
  'DOCUMENT',
];

function line(row: DrillLogRow): readonly string[] {
  const measured = (seconds: number | undefined, most: number | undefined): string => {
    if (seconds === undefined) return most === undefined ? '' : `? of ${most} s`;
    return most === undefined ? `${seconds} s` : `${seconds} of ${most} s`;
  };
  return [
    row.gone ? `${row.title} (gone)` : row.title,
    row.drillKind,
    row.outcome,
    row.startedAtMs === 0 ? '' : localDay(row.startedAtMs),
    measured(row.recoverySeconds, row.rtoSeconds),
    measured(row.dataLossSeconds, row.rpoSeconds),
    row.openFindings === 0 ? String(row.findings) : `${row.findings} (${row.openFindings} open)`,
    row.people.join(', '),
    row.document,
  ];
}

function checkFilter({ kind, outcome, from, to }: DrillLogFilter): void {
  if (outcome !== undefined && !drillOutcomes.some((one) => one === outcome)) {
    const guess = closest(outcome, drillOutcomes);
    throw new CommandError(
      `There is no outcome "${outcome}"${guess === undefined ? '.' : `; did you mean ${guess}?`} Outcomes: ${drillOutcomes.join(', ')}.`,
      exitCodes.usage,
    );
  }
  // Kinds of later versions may be asked for; what looks like a known one is a slip.
  const guess = kind === undefined ? undefined : closest(kind, drillKinds);
  if (kind !== undefined && guess !== undefined && guess !== kind) {
    throw new CommandError(
      `There is no kind "${kind}"; did you mean ${guess}? Kinds: ${drillKinds.join(', ')}.`,
      exitCodes.usage,
    );
  }
  for (const day of [from, to]) {
    if (day !== undefined && !isDay(day))
      throw new CommandError(`${day} is no day. A day looks like 2026-11-30.`, exitCodes.usage);
  }
}

async function wantedRows(
  session: Session,
  filter: DrillLogFilter,
): Promise<readonly DrillLogRow[]> {
  const drills: (readonly [DocumentName, DrillProjection])[] = [];
  for (const name of drillNames(session)) {
    const doc = await session.read(name);
    if (doc === undefined) continue;
    if (!isDrillEmpty(doc)) drills.push([name, projectDrill(doc)]);
    doc.destroy();
  }
  const log = await session.read(drillLogDocument);
  const seals = log === undefined ? [] : projectDrillLog(log).seals;
  log?.destroy();
  const names = await mapNames(session);
  const rows = drillLogRows(drills, seals, (id) => names.get(id));
  // An id of the map stands for its name.
  const component = names.get(filter.component ?? '') ?? filter.component;
  return filterDrillLog(
    rows,
    { ...filter, ...(component === undefined ? {} : { component }) },
    localDay,
  );
}

function drillNames(session: Session): readonly DocumentName[] {
  return session.documents().filter((name) => documentKind(name) === 'drill');
}

async function mapNames(session: Session): Promise<ReadonlyMap<string, string>> {
  const doc = await session.read(mapDocument);
  if (doc === undefined) return new Map();
  const { components, domains, people } = readMap(doc);
  doc.destroy();
  return new Map(
    [...components.values(), ...domains.values(), ...people.values()].map(({ id, name }) => [
      id,
      name,
    ]),
  );
}

interface Proven {
  readonly title: string;
  readonly proof: DrillProof;
}

/** Recomputes chains and seals of all drills. Exit code 3 where something was changed or is missing. */
export async function proveDrillLog(deps: WorkspaceCommandDeps): Promise<ExitCode> {
  return withExistingSession(deps, async (session) => {
    const log = await session.read(drillLogDocument);
    const seals = log === undefined ? [] : readSeals(log);
    const chain = verifyChain(log?.getArray('entries') ?? []);
    log?.destroy();
    const byDrill = new Map<string, Seal[]>();
    for (const seal of seals) byDrill.set(seal.drill, [...(byDrill.get(seal.drill) ?? []), seal]);
    const proven: Proven[] = [];
    for (const name of new Set([...drillNames(session), ...byDrill.keys()])) {
      const one = await prove(session, name, byDrill.get(name) ?? []);
      if (one !== undefined) proven.push(one);
    }
    const isDamaged =
      chain.breaks.length > 0 ||
      proven.some(({ proof }) => proof.state === 'damaged' || proof.state === 'gone');
    if (deps.json) {
      const drills = proven.map(({ title, proof }) => ({ title, ...proof }));
      deps.output.data(jsonText({ intact: !isDamaged, log: chain, drills }));
    } else deps.output.data(provenText(proven, chain));
    return isDamaged ? exitCodes.problemsFound : exitCodes.ok;
  });
}

async function prove(
  session: Session,
  name: string,
  seals: readonly Seal[],
): Promise<Proven | undefined> {
  const known = session.documents().find((one) => one === name);
  const doc = known === undefined ? undefined : await session.read(known);
  const isHere = doc !== undefined && !isDrillEmpty(doc);
  if (!isHere && seals.length === 0) return undefined;
  const proof = proveDrill(name, doc, seals);
  const title = isHere ? projectDrill(doc).title : (seals.at(-1)?.title ?? name);
  doc?.destroy();
  return { title, proof };
}

function provenText(proven: readonly Proven[], log: ChainReport): string {
  const rows = proven
    .toSorted((a, b) => (a.title === b.title ? 0 : a.title < b.title ? -1 : 1))
    .map(({ title, proof }) => [title, said(proof), proof.drill]);
  const seals =
    log.breaks.length === 0
      ? 'The log itself is intact.'
      : `The log itself: ${counted(log.breaks.length, 'seal')} changed, missing or out of order.`;
  return [
    ...(rows.length === 0
      ? ['No drills yet.']
      : [table([['TITLE', 'STATE', 'DOCUMENT'], ...rows])]),
    seals,
    'There are no signatures: whoever wrote everything anew, seals too, cannot be told from here.',
  ].join('\n');
}

function said({ state, entries, runs, seals, addedSinceSeal }: DrillProof): string {
  const breaks = [...(entries?.breaks ?? []), ...(runs?.breaks ?? [])];
  const broken = seals.filter((seal) => seal.state === 'changed').length;
  const forks = [...(entries?.devices ?? []), ...(runs?.devices ?? [])].reduce(
    (sum, device) => sum + device.forks,
    0,
  );
  const notes = [
    ...(breaks.length > 0
      ? [
          `${counted(breaks.length, 'entry', 'entries')} changed, missing or out of order before ${breaks[0]?.at ?? ''}`,
        ]
      : []),
    ...(broken > 0 ? [`seals that do not hold: ${broken} of ${seals.length}`] : []),
    ...(addedSinceSeal > 0
      ? [`${counted(addedSinceSeal, 'entry', 'entries')} since the last seal`]
      : []),
    ...(forks > 0 ? [`written in two tabs at once, ${counted(forks, 'time')}`] : []),
  ].join('; ');
  return notes === '' ? state : `${state}: ${notes}`;
}
