import type * as Y from 'yjs';
import { type DrillFileContent, readDrillFile } from './drill-files.ts';
import { readDrillEntries } from './drill-entries.ts';
import { readRuns, readRunText } from './run.ts';
import { digestOf, drillHashes, markOf, marksIn } from './drill-digest.ts';
import type { Seal } from './drill-log.ts';
import { type ChainReport, verifyChain } from './verify-chain.ts';

/** What a seal shows of its drill as it stands now. */
export type SealReport = {
  /** Id of the seal. */
  readonly seal: string;
  readonly sealedBy: string;
  /** Wall clock, ms since 1970. */
  readonly sealedAtMs: number;
  /** As the seal says: kept elsewhere, it shows a log that was written anew. */
  readonly digest: string;
} & (
  | { readonly state: 'intact' }
  /**
   * `missing`: how many of the entries that were sealed are not there any more as they were: each was
   * changed or removed. 0 where the seal itself does not go together.
   */
  | { readonly state: 'changed'; readonly missing: number }
  /** Nothing of the drill is here: it was removed, or it has not arrived. */
  | { readonly state: 'gone' }
);

/** What can be said of a drill: by its chains, and by the seals of it. */
export interface DrillProof {
  /** Document name. */
  readonly drill: string;
  /** Chains of what was said, and of the runs; undefined where nothing of the drill is here. */
  readonly entries: ChainReport | undefined;
  readonly runs: ChainReport | undefined;
  /** Contents that are not in the lists, and are named there by their hash. */
  readonly contents: Contents;
  /** Oldest first. */
  readonly seals: readonly SealReport[];
  /** How many entries are not in the latest seal: written since, or put in. */
  readonly addedSinceSeal: number;
  /**
   * `damaged`: something of it, or a content, was changed, removed, or stands before what it had seen. `unsealed`: nobody
   * sealed it yet, so that only the chain speaks. `unchained`: it is of an older version or of
   * machines alone, and not sealed: nothing can be said.
   */
  readonly state: 'intact' | 'unsealed' | 'unchained' | 'damaged' | 'gone';
}

export interface Contents {
  /** How many files, each content once, are in which state. `missing`: not by retention. */
  readonly files: Readonly<Record<DrillFileContent['state'], number>>;
  /** Texts of runs that are not what was run, or not there. */
  readonly wrongTexts: number;
}

const noContents: Contents = {
  files: { here: 0, dropped: 0, missing: 0, changed: 0 },
  wrongTexts: 0,
};

/**
 * Recomputes what there is of a drill. Pure.
 *
 * @param doc undefined where nothing of it is held
 * @param seals those of this drill, in clock order
 */
export function proveDrill(
  drill: string,
  doc: Y.Doc | undefined,
  seals: readonly Seal[],
): DrillProof {
  const hashes = doc === undefined ? [] : drillHashes(doc);
  if (doc === undefined || hashes.length === 0) {
    const gone = seals.map((seal) => ({ ...saidOf(seal), state: 'gone' as const }));
    const none = {
      drill,
      entries: undefined,
      runs: undefined,
      addedSinceSeal: 0,
      contents: noContents,
    };
    return { ...none, seals: gone, state: 'gone' };
  }
  const entries = verifyChain(doc.getArray('entries'));
  const runs = verifyChain(doc.getArray('runs'));
  const contents = checkContents(doc);
  const byMark = new Map(hashes.map((hash) => [markOf(hash), hash]));
  const reports = seals.map((seal) => checkSeal(seal, byMark));
  const last = seals.at(-1);
  const sealed = new Set(last === undefined ? [] : marksIn(last.marks));
  const addedSinceSeal =
    last === undefined ? 0 : hashes.filter((hash) => !sealed.has(markOf(hash))).length;
  const isDamaged =
    entries.breaks.length + runs.breaks.length > 0 ||
    reports.some(({ state }) => state !== 'intact') ||
    contents.files.missing + contents.files.changed + contents.wrongTexts > 0;
  const isUnchained = [...entries.devices, ...runs.devices].every(
    ({ state }) => state === 'unchained',
  );
  const unsealed = isUnchained ? 'unchained' : 'unsealed';
  return {
    drill,
    entries,
    runs,
    contents,
    seals: reports,
    addedSinceSeal,
    state: isDamaged ? 'damaged' : seals.length === 0 ? unsealed : 'intact',
  };
}

function checkContents(doc: Y.Doc): Contents {
  const digests = new Set(
    readDrillEntries(doc).flatMap((entry) => (entry.kind === 'file' ? [entry.sha256] : [])),
  );
  const files = { ...noContents.files };
  for (const digest of digests) files[readDrillFile(doc, digest).state] += 1;
  const versions = new Set(readRuns(doc).map(({ version }) => version));
  const wrongTexts = [...versions].filter(
    (version) => readRunText(doc, version) === undefined,
  ).length;
  return { files, wrongTexts };
}

function checkSeal(seal: Seal, byMark: ReadonlyMap<string, string>): SealReport {
  const marks = marksIn(seal.marks);
  const found = marks.flatMap((mark) => byMark.get(mark) ?? []);
  const missing = marks.length - found.length;
  const isWhole = marks.length === seal.count && digestOf(found).digest === seal.digest;
  return missing === 0 && isWhole
    ? { ...saidOf(seal), state: 'intact' }
    : { ...saidOf(seal), state: 'changed', missing };
}

function saidOf({ id, by, happenedAtMs, digest }: Seal): Omit<SealReport, 'state'> {
  return { seal: id, sealedBy: by, sealedAtMs: happenedAtMs, digest };
}
