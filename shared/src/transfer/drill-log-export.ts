import { z } from 'zod/mini';
import type { EntryProof } from '../access/entry-proof.ts';
import { isDoubtful } from '../access/proof-words.ts';
import { drillOutcomes, hypothesisVerdicts } from '../model/drill-words.ts';
import type { DrillLogRow } from './drill-log-rows.ts';

/** The JSON form of the log; see `docs/drill-log.md`. Fields may be added, none changes its meaning. */
const moment = z.nullable(z.string());
const seconds = z.nullable(z.number());
const words = z.array(z.string());
export const drillLogFileSchema = z.object({
  format: z.literal('holdfast-drill-log'),
  version: z.literal(1),
  workspace: z.string(),
  exportedAt: z.string(),
  drills: z.array(
    z.object({
      document: z.string(),
      title: z.string(),
      kind: z.string(),
      plan: z.string(),
      scenario: z.string(),
      components: words,
      domains: words,
      aboutPeople: words,
      people: words,
      outcome: z.enum(drillOutcomes),
      hypothesis: z.nullable(z.enum(hypothesisVerdicts)),
      startedAt: moment,
      endedAt: moment,
      objectives: z.object({ recoverySeconds: seconds, dataLossSeconds: seconds }),
      measured: z.object({ recoverySeconds: seconds, dataLossSeconds: seconds }),
      findings: z.int(),
      openFindings: z.int(),
      openActions: z.nullable(z.int()),
      files: z.nullable(z.int()),
      sealedBy: z.string(),
      sealedAt: moment,
      gone: z.boolean(),
      /** Absent where the workspace has no keys, and of what is gone. */
      signatures: z.optional(z.object({ entries: z.int(), signed: z.int(), doubtful: z.int() })),
    }),
  ),
});
export type DrillLogFile = z.infer<typeof drillLogFileSchema>;

/** Of a drill's entries: how many are signed by whom they name, and of how many that is in doubt. */
export interface SignatureCounts {
  readonly entries: number;
  readonly signed: number;
  readonly doubtful: number;
}

/** By the drill's document; none where the workspace has no keys. */
export type SignaturesOf = ReadonlyMap<string, SignatureCounts>;

/** Counts what signatures show of a drill. */
export function countSignatures(proofs: ReadonlyMap<string, EntryProof>): SignatureCounts {
  const all = [...proofs.values()];
  return {
    entries: all.length,
    signed: all.filter(({ state }) => state === 'signed').length,
    doubtful: all.filter(isDoubtful).length,
  };
}

export function drillLogFile(
  rows: readonly DrillLogRow[],
  from: {
    readonly workspace: string;
    readonly nowMs: number;
    readonly signatures?: SignaturesOf | undefined;
  },
): DrillLogFile {
  return {
    format: 'holdfast-drill-log',
    version: 1,
    workspace: from.workspace,
    exportedAt: new Date(from.nowMs).toISOString(),
    drills: rows.map((row) => ({
      document: row.document,
      title: row.title,
      kind: row.drillKind,
      plan: row.plan,
      scenario: row.scenario,
      components: [...row.components],
      domains: [...row.domains],
      aboutPeople: [...row.aboutPeople],
      people: [...row.people],
      outcome: row.outcome,
      hypothesis: row.hypothesis ?? null,
      startedAt: isoTime(row.startedAtMs) ?? null,
      endedAt: isoTime(row.endedAtMs) ?? null,
      objectives: {
        recoverySeconds: row.rtoSeconds ?? null,
        dataLossSeconds: row.rpoSeconds ?? null,
      },
      measured: {
        recoverySeconds: row.recoverySeconds ?? null,
        dataLossSeconds: row.dataLossSeconds ?? null,
      },
      findings: row.findings,
      openFindings: row.openFindings,
      openActions: row.openActions ?? null,
      files: row.files ?? null,
      sealedBy: row.sealedBy,
      sealedAt: isoTime(row.sealedAtMs) ?? null,
      gone: row.gone,
      ...signaturesIn(from.signatures, row),
    })),
  };
}

function signaturesIn(
  signatures: SignaturesOf | undefined,
  { document }: DrillLogRow,
): { readonly signatures?: SignatureCounts } {
  const counts = signatures?.get(document);
  return counts === undefined ? {} : { signatures: counts };
}

/** UTC; undefined for a moment that nobody knows. */
function isoTime(atMs: number): string | undefined {
  return atMs > 0 && atMs <= 8.64e15 ? new Date(atMs).toISOString() : undefined;
}

type Column = readonly [heading: string, cell: (row: DrillLogRow) => string];

const columns: readonly Column[] = [
  ['Document', ({ document }) => document],
  ['Title', ({ title }) => title],
  ['Kind', ({ drillKind }) => drillKind],
  ['Outcome', ({ outcome }) => outcome],
  ['Hypothesis', ({ hypothesis = '' }) => hypothesis],
  ['Started (UTC)', ({ startedAtMs }) => isoTime(startedAtMs) ?? ''],
  ['Ended (UTC)', ({ endedAtMs }) => isoTime(endedAtMs) ?? ''],
  ['Recovery objective (s)', ({ rtoSeconds }) => numberCell(rtoSeconds)],
  ['Recovery measured (s)', ({ recoverySeconds }) => numberCell(recoverySeconds)],
  ['Data loss objective (s)', ({ rpoSeconds }) => numberCell(rpoSeconds)],
  ['Data loss measured (s)', ({ dataLossSeconds }) => numberCell(dataLossSeconds)],
  ['Components', ({ components }) => components.join('; ')],
  ['Domains', ({ domains }) => domains.join('; ')],
  ['About people', ({ aboutPeople }) => aboutPeople.join('; ')],
  ['People', ({ people }) => people.join('; ')],
  ['Findings', ({ findings }) => numberCell(findings)],
  ['Open findings', ({ openFindings }) => numberCell(openFindings)],
  ['Open actions', ({ openActions }) => numberCell(openActions)],
  ['Files', ({ files }) => numberCell(files)],
  ['Plan', ({ plan }) => plan],
  ['Scenario', ({ scenario }) => scenario],
  ['Sealed by', ({ sealedBy }) => sealedBy],
  ['Sealed (UTC)', ({ sealedAtMs }) => isoTime(sealedAtMs) ?? ''],
  ['Gone', ({ gone }) => (gone ? 'yes' : '')],
];

function signatureColumns(signatures: SignaturesOf): readonly Column[] {
  const cell =
    (name: keyof SignatureCounts) =>
    ({ document }: DrillLogRow) =>
      numberCell(signatures.get(document)?.[name]);
  return [
    ['Entries', cell('entries')],
    ['Signed by whom they name', cell('signed')],
    ['Author in doubt', cell('doubtful')],
  ];
}

/** What is not known is an empty cell: it is not 0. */
function numberCell(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

/**
 * The log as CSV (RFC 4180, lines end with CR LF), a heading first. A text that a spreadsheet would
 * take for a formula has `'` before it.
 */
export function drillLogCsv(rows: readonly DrillLogRow[], signatures?: SignaturesOf): string {
  const all = signatures === undefined ? columns : [...columns, ...signatureColumns(signatures)];
  const lines = [
    all.map(([heading]) => heading),
    ...rows.map((row) => all.map(([, cell]) => cell(row))),
  ];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(text: string): string {
  const guarded = /^\s*[=+\-@＝＋－＠]/u.test(text) || /^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
