import * as Y from 'yjs';
import type { EntryContext } from '../model/entries.ts';
import { setRegister } from '../model/meta.ts';
import {
  archiveRunbook,
  readRunbook,
  replaceBody,
  type Runbook,
  runbookMeta,
  touchRunbook,
} from '../model/runbook.ts';
import { refuseLocked } from '../model/review.ts';
import { historyDocument, type NewVersion, recordVersion } from '../model/versions.ts';
import type { DocumentName } from '../protocol/names.ts';
import {
  noteImageSource,
  putImage,
  readImages,
  readImageSource,
  removeImage,
} from '../model/runbook-images.ts';
import { applyImport, imagesToApply } from './apply-import.ts';
import type { ImageLeft } from './import-images.ts';
import { importBase } from './import-base.ts';
import { versionsOfImport } from './import-versions.ts';
import type { PassedOver } from './passed-over.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { exportPlaces, type PlacedDocument, type WorkspacePlaces } from './plan-export.ts';
import {
  type ConflictChoice,
  type ExistingRunbook,
  type ImportDecision,
  type ImportFile,
  imagesAmong,
  planRunbookImport,
  runbookForFile,
  settleConflict,
} from './plan-import.ts';
import { readExisting } from './read-existing.ts';

/** A document and Yjs updates of it: its whole state, or what is to be added to it. */
export interface DocumentUpdate {
  readonly doc: DocumentName;
  readonly update: Uint8Array;
}

/** One file of a plan, as a list shows it. */
export interface PlannedFile {
  readonly path: string;
  readonly kind: ImportDecision['kind'];
  /** The runbook that it is for; absent where it is skipped. */
  readonly name?: DocumentName;
  /** Why it is skipped, cannot be merged, or must not be changed. */
  readonly reason?: string;
  /** The text was edited here since the last import, and stays. */
  readonly editedHere?: boolean;
  /** How many images come along with it. */
  readonly images?: number;
  /** Images that it shows and that do not come along. */
  readonly imagesLeft?: readonly ImageLeft[];
}

/** What carrying out some files came to. */
export interface ImportedFiles {
  readonly files: readonly PlannedFile[];
  readonly updates: readonly DocumentUpdate[];
}

/** Who does it, on which device, and when (wall clock, ms since 1970). */
export interface Importer {
  readonly by: string;
  readonly device: string;
  readonly nowMs: number;
}

/**
 * An import in steps, for a host that has documents elsewhere and must not be held up: it asks for
 * the documents that some files are for, and gets updates back to write.
 */
export interface ImportWork {
  /** The documents to read before the plan: those that files are for and that are there. */
  readonly wanted: readonly DocumentName[];
  /** Tells what is in some of the documents. */
  give(documents: readonly DocumentUpdate[]): void;
  plan(): readonly PlannedFile[];
  /** After the plan: histories in which may stand what conflicting files were before; then plan again. */
  readonly wantedHistories: () => readonly DocumentName[];
  giveHistories(documents: readonly DocumentUpdate[]): void;
  /** Text here and text of the file, where they conflict. */
  sides(path: string): { readonly here: string; readonly file: string } | undefined;
  /**
   * Carries out some files on their documents and histories as they are now. A conflict without a
   * choice is left, also where it came to be since the plan, and so is a text that is locked.
   */
  run(
    paths: readonly string[],
    now: readonly DocumentUpdate[],
    choices: ReadonlyMap<string, ConflictChoice>,
    importer: Importer,
  ): ImportedFiles;
  /** What `run` changed up to now. */
  done(): readonly DocumentName[];
  /**
   * Takes back what was done to these documents: made ones are archived, changed texts are as
   * before. One that was edited or locked since is left alone, and not among the updates.
   */
  undo(now: readonly DocumentUpdate[], importer: Importer): readonly DocumentUpdate[];
}

interface Done {
  /** Undefined: it was made. */
  readonly before: { readonly body: string; readonly sourceHash: string } | undefined;
  /** The text that it was left with. */
  readonly after: string;
  readonly images: readonly ImageDone[];
}

/** An image that was written; `before` is what stood in its place. */
interface ImageDone {
  readonly path: string;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
  /** What its file was known to be. */
  readonly source: string | undefined;
}

/** Begins an import of `files` into a workspace that has runbooks `placed`. */
export function beginImport(
  root: string,
  files: readonly ImportFile[],
  over: readonly PassedOver[],
  placed: readonly PlacedDocument[],
  random: EntryContext['random'],
): ImportWork {
  const places = exportPlaces(placed);
  const there = new Set(placed.map(({ name }) => name));
  const images = imagesAmong(files);
  const plain = plainMarkdown(files);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const known = new Map<DocumentName, Runbook & ExistingRunbook>();
  const bases = new Map<DocumentName, string>();
  const done = new Map<DocumentName, Done>();
  let decisions: ReadonlyMap<string, ImportDecision> = new Map();

  function decide(
    some: readonly ImportFile[],
    existing: (name: DocumentName) => ExistingRunbook | undefined,
  ): readonly ImportDecision[] {
    return planRunbookImport({
      root,
      files: some,
      images,
      plain,
      places,
      existing(name) {
        const runbook = existing(name);
        return runbook === undefined ? undefined : { ...runbook, base: bases.get(name) };
      },
    });
  }

  function run(
    paths: readonly string[],
    now: readonly DocumentUpdate[],
    choices: ReadonlyMap<string, ConflictChoice>,
    { nowMs, by, device }: Importer,
  ): ImportedFiles {
    const docs = openAll(now);
    const context = { actor: { name: by, device }, nowMs, random };
    const some = paths.flatMap((path) => byPath.get(path) ?? []);
    const planned = decide(some, (name) => {
      const doc = docs.get(name);
      return doc === undefined ? undefined : readExisting(doc);
    });
    const settled = planned.flatMap((decision) => {
      const choice = choices.get(decision.path);
      return choice === undefined ? [decision] : settleConflict(decision, choice);
    });
    const updates: DocumentUpdate[] = [];
    for (const decision of settled) {
      if (!('name' in decision)) continue;
      const { name } = decision;
      const doc = docOf(docs, name);
      const before = isNew(decision) ? undefined : readRunbook(doc);
      const versions = before === undefined ? [] : versionsOfImport(decision, before);
      if (versions.length > 0) {
        const history = historyDocument(name);
        const kept = keepVersions(docOf(docs, history), versions, context);
        if (kept !== undefined) updates.push({ doc: history, update: kept });
      }
      const imagesBefore = imagesWithSources(doc, decision);
      const edits = [
        () => applyImport(doc, decision, nowMs, by),
        ...imagesToApply(decision).map((edit) => () => edit(doc)),
      ];
      const written = edits.flatMap((edit) => changesOf(doc, edit) ?? []);
      if (written.length === 0) continue;
      updates.push(...written.map((update) => ({ doc: name, update })));
      const changed = changedImages(imagesBefore, readImages(doc));
      if (decision.kind !== 'record' || changed.length > 0)
        done.set(name, { before, after: readRunbook(doc).body, images: changed });
    }
    for (const doc of docs.values()) doc.destroy();
    return { files: settled.map(asPlanned), updates };
  }

  function undo(now: readonly DocumentUpdate[], { nowMs, by }: Importer): DocumentUpdate[] {
    const updates: DocumentUpdate[] = [];
    for (const [name, doc] of openAll(now)) {
      const what = done.get(name);
      const isAsLeft = what !== undefined && readRunbook(doc).body === what.after;
      const mayChange = isAsLeft && (what.before === undefined || refuseLocked(doc) === undefined);
      const edits = mayChange ? takingBack(doc, what, nowMs, by) : [];
      const written = edits.flatMap((edit) => changesOf(doc, edit) ?? []);
      doc.destroy();
      if (written.length === 0) continue;
      updates.push(...written.map((update) => ({ doc: name, update })));
      done.delete(name);
    }
    return updates;
  }

  return {
    wanted: [
      ...new Set(files.flatMap(({ path }) => targetOf(root, path, places, plain.has(path)))),
    ].filter((name) => there.has(name)),
    give(documents) {
      for (const [name, doc] of openAll(documents)) {
        known.set(name, readExisting(doc));
        doc.destroy();
      }
    },
    plan() {
      const planned = decide(files, (name) => known.get(name));
      decisions = new Map(planned.map((decision) => [decision.path, decision]));
      const passed = over.map(
        ({ path, problem }) => ({ path, kind: 'skip', reason: problem }) as const,
      );
      return [...planned.map(asPlanned), ...passed];
    },
    wantedHistories: () =>
      [...decisions.values()].flatMap((decision) =>
        decision.kind === 'conflict' && decision.why === 'no-base'
          ? [historyDocument(decision.name)]
          : [],
      ),
    giveHistories(documents) {
      const histories = openAll(documents);
      for (const [name, { sourceHash }] of known) {
        const history = histories.get(historyDocument(name));
        const base = history === undefined ? undefined : importBase(history, sourceHash);
        if (base !== undefined) bases.set(name, base);
      }
      for (const history of histories.values()) history.destroy();
    },
    sides(path) {
      const decision = decisions.get(path);
      return decision?.kind === 'conflict'
        ? { here: decision.here, file: decision.text }
        : undefined;
    },
    run,
    done: () => [...done.keys()],
    undo,
  };
}

function targetOf(
  root: string,
  path: string,
  places: WorkspacePlaces,
  isPlain: boolean,
): readonly DocumentName[] {
  const target = runbookForFile(root, path, isPlain);
  if (!target.ok) return [];
  return [places.writtenHere(target.sourcePath) ?? target.name];
}

function isNew({ kind }: ImportDecision): boolean {
  return kind === 'create' || kind === 'copy';
}

/** The edits that take something back, each of a size that relays take. */
function takingBack(
  doc: Y.Doc,
  { before, images }: Done,
  nowMs: number,
  by: string,
): readonly (() => void)[] {
  if (before === undefined) return [() => archiveRunbook(doc, nowMs, by)];
  const putBack = images.map((image) => () => {
    const now = readImages(doc).get(image.path)?.bytes;
    if (now === undefined || !isEqual(now, image.after)) return;
    doc.transact(() => {
      if (image.before === undefined) removeImage(doc, image.path);
      else putImage(doc, image.path, image.before);
      // The file is news again.
      noteImageSource(doc, image.path, image.source);
    });
  });
  const text = (): void =>
    doc.transact(() => {
      replaceBody(doc, before.body);
      setRegister(runbookMeta(doc), 'sourceHash', before.sourceHash);
      touchRunbook(doc, nowMs, by);
    });
  return [text, ...putBack];
}

type ImagesBefore = readonly Omit<ImageDone, 'after'>[];

/** Those that a decision may write, as they are. */
function imagesWithSources(doc: Y.Doc, decision: ImportDecision): ImagesBefore {
  if (decision.kind === 'skip' || decision.images === undefined) return [];
  const images = readImages(doc);
  return decision.images.put.map(({ path }) => ({
    path,
    before: images.get(path)?.bytes,
    source: readImageSource(doc, path),
  }));
}

function changedImages(all: ImagesBefore, after: ReturnType<typeof readImages>): ImageDone[] {
  return all.flatMap((one) => {
    const now = after.get(one.path)?.bytes;
    const isSame = now === undefined || (one.before !== undefined && isEqual(one.before, now));
    return isSame ? [] : [{ ...one, after: now }];
  });
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function openAll(documents: readonly DocumentUpdate[]): Map<DocumentName, Y.Doc> {
  return new Map(
    documents.map(({ doc: name, update }) => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, update);
      return [name, doc] as const;
    }),
  );
}

function docOf(docs: Map<DocumentName, Y.Doc>, name: DocumentName): Y.Doc {
  const doc = docs.get(name) ?? new Y.Doc();
  docs.set(name, doc);
  return doc;
}

function keepVersions(
  history: Y.Doc,
  versions: readonly NewVersion[],
  context: EntryContext,
): Uint8Array | undefined {
  return changesOf(history, () => {
    for (const version of versions) recordVersion(history, version, context);
  });
}

/** What `change` adds to the document, as one update; undefined where that is nothing. */
function changesOf(doc: Y.Doc, change: () => unknown): Uint8Array | undefined {
  const updates: Uint8Array[] = [];
  const note = (update: Uint8Array): void => void updates.push(update);
  doc.on('update', note);
  change();
  doc.off('update', note);
  return updates.length === 0 ? undefined : Y.mergeUpdates(updates);
}

function imagesOf(decision: ImportDecision): Pick<PlannedFile, 'images' | 'imagesLeft'> {
  if (decision.kind === 'skip' || decision.kind === 'copy') return {};
  const { put = [], left = [] } = decision.images ?? {};
  return {
    ...(put.length > 0 && { images: put.length }),
    ...(left.length > 0 && { imagesLeft: left }),
  };
}

function asPlanned(decision: ImportDecision): PlannedFile {
  const { path, kind } = decision;
  return {
    path,
    kind,
    ...('name' in decision && { name: decision.name }),
    ...('problem' in decision && { reason: decision.problem }),
    ...('why' in decision && { reason: decision.why }),
    ...('editedHere' in decision && { editedHere: decision.editedHere }),
    ...imagesOf(decision),
  };
}
