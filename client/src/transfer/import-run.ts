import { historyDocument } from '@holdfast/shared/model/versions';
import type { DocumentUpdate, PlannedFile } from '@holdfast/shared/transfer/import-work';
import type { PlacedDocument } from '@holdfast/shared/transfer/plan-export';
import type { ConflictChoice } from '@holdfast/shared/transfer/plan-import';
import { zipProblems } from '@holdfast/shared/transfer/zip-read';
import type { HubClient } from '../hub/client-api.ts';
import { importText } from '../ui/text/import.ts';
import { filesToRun, hasImageConflict, type ImportState, isLeft } from './import-state.ts';
import type { TransferClient } from './transfer-client.ts';
import type { ImportSource } from './transfer-messages.ts';

/** So many documents are read and written at a time: the page, and others' edits, get their turn in between. */
const atOnce = 40;

export interface ImportRunDeps {
  readonly hub: Pick<HubClient, 'readDocuments' | 'writeDocuments' | 'entryContext'>;
  readonly transfer: Pick<TransferClient, 'ask'>;
  /** All runbooks that are here now. */
  readonly placed: () => readonly PlacedDocument[];
  readonly nowMs: () => number;
  readonly onState: (state: ImportState) => void;
}

/** One import, from what was dropped to what became of it. */
export interface ImportRun {
  read(source: () => Promise<ImportSource>): Promise<void>;
  start(choices: ReadonlyMap<string, ConflictChoice>): Promise<void>;
  /** Ends after what is being written. */
  stop(): void;
  undo(): Promise<void>;
}

export function createImportRun(deps: ImportRunDeps): ImportRun {
  const { hub, transfer, onState } = deps;
  let files: readonly PlannedFile[] = [];
  let targets = new Map<string, readonly string[]>();
  let isStopping = false;
  let written: readonly string[] = [];
  /** Documents that were taken back, in however many tries. */
  const undone = new Set<string>();
  let ended: Extract<ImportState, { step: 'done' }> | undefined;

  const importer = () => {
    const { name: by, device } = hub.entryContext().actor;
    return { by, device, nowMs: deps.nowMs() };
  };

  async function read(source: () => Promise<ImportSource>): Promise<void> {
    onState({ step: 'reading' });
    written = [];
    undone.clear();
    const problem = await tryRead(source).catch(() => importText.unreadable);
    onState(problem === undefined ? { step: 'plan', files } : { step: 'choose', problem });
  }

  async function tryRead(source: () => Promise<ImportSource>): Promise<string | undefined> {
    const begun = await transfer.ask('begin', await source(), deps.placed());
    if (!begun.ok) return zipProblems[begun.problem];
    for (const names of chunks(begun.wanted)) {
      await transfer.ask('give', await hub.readDocuments(names));
    }
    files = await transfer.ask('plan');
    for (const names of chunks(await transfer.ask('wantedHistories'))) {
      const histories = await hub.readDocuments(names);
      if (histories.length > 0) await transfer.ask('giveHistories', histories);
    }
    files = await transfer.ask('plan');
    targets = new Map(files.map((file) => [file.path, documentsOf(file)]));
    return files.some(({ kind }) => kind !== 'skip') ? undefined : importText.nothingToImport;
  }

  async function start(choices: ReadonlyMap<string, ConflictChoice>): Promise<void> {
    const paths = filesToRun(files, choices);
    const done: PlannedFile[] = [];
    const failed: string[] = [];
    isStopping = false;
    let at = 0;
    const show = (): void =>
      onState({ step: 'running', files, done: at, total: paths.length, stopping: isStopping });
    stopped = show;
    show();
    let broke: 'import' | undefined;
    try {
      for (const some of chunks(paths)) {
        if (isStopping) break;
        const now = await hub.readDocuments(some.flatMap((path) => targets.get(path) ?? []));
        const result = await transfer.ask('run', some, now, choices, importer());
        failed.push(...(await write(result.updates)));
        done.push(...result.files);
        at += some.length;
        show();
      }
    } catch {
      // What was written stays and is told; the rest is named as not come to.
      broke = 'import';
    }
    stopped = () => undefined;
    const started = new Set(paths);
    const aside = files.filter(
      (file) => (isLeft(file) || hasImageConflict(file)) && !started.has(file.path),
    );
    const isDone = done.some((file) => !isLeft(file));
    finish({
      step: 'done',
      files: [...done, ...aside],
      left: paths.length - at,
      failed,
      undo: isDone ? 'possible' : 'nothing',
      kept: 0,
      ...(broke === undefined ? {} : { broke }),
    });
  }

  let stopped = (): void => undefined;

  async function write(updates: readonly DocumentUpdate[]): Promise<readonly string[]> {
    const problems = await hub.writeDocuments(updates);
    written = [...written, ...updates.map(({ doc }) => doc)];
    return problems.map(({ doc, problem }) => `${doc}: ${problem}`);
  }

  function finish(state: Extract<ImportState, { step: 'done' }>): void {
    ended = state;
    onState(state);
  }

  async function undo(): Promise<void> {
    if (ended === undefined) return;
    const { broke: _, ...before } = ended;
    finish({ ...before, undo: 'busy' });
    try {
      await undoAll();
      const changed = before.files.filter((file) => file.kind !== 'record' && !isLeft(file));
      finish({ ...before, undo: 'undone', kept: Math.max(0, changed.length - undone.size) });
    } catch {
      finish({ ...before, undo: 'possible', broke: 'undo' });
    }
  }

  async function undoAll(): Promise<void> {
    for (const some of chunks([...new Set(written)])) {
      const updates = await transfer.ask('undo', await hub.readDocuments(some), importer());
      const problems = await hub.writeDocuments(updates);
      if (problems.length > 0) throw new Error('not all was written');
      for (const { doc } of updates) undone.add(doc);
    }
  }

  return {
    read,
    start,
    undo,
    stop() {
      isStopping = true;
      stopped();
    },
  };
}

/** What a file is written to: its runbook, and the past of one that was there before. */
function documentsOf({ name, kind }: PlannedFile): readonly string[] {
  if (name === undefined) return [];
  return kind === 'create' ? [name] : [name, historyDocument(name)];
}

function chunks(items: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(items.length / atOnce) }, (_, at) =>
    items.slice(at * atOnce, (at + 1) * atOnce),
  );
}
