import { alikeDocuments } from '@holdfast/shared/finding/alike';
import { relatedRunbooks, type RelatedRunbook } from '@holdfast/shared/finding/related';
import { searchedRunbook, searchStamp } from '@holdfast/shared/finding/searched-runbook';
import { createWordIndex, putDocument } from '@holdfast/shared/finding/word-index';
import type { Projection, RunbookProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Clock } from '@holdfast/shared/replica/ports';
import type { HostRows } from '@holdfast/shared/replica/replica-api';
import { resolveLink } from '@holdfast/shared/markdown/resolve-link';
import type { SearchAnswer } from './client-api.ts';
import { fetchKeptIndex, readKeptIndex, type KeptIndex } from './kept-index.ts';
import { answerSearch, type SearchQuestion } from './search-answers.ts';

/** How long one slice of indexing may hold the worker before keystrokes get their turn. */
const sliceMs = 8;
/** A search waits so long for what is being read; then it answers from what there is. */
const patienceMs = 100;
/** Texts fetched from the store at a time. */
const batchSize = 16;
/** Of more that wait, texts are read again from the store when it is their turn. */
const textsHeld = 100;
/** After a search indexing goes on beside a catch-up for so long; else it comes after. */
const wantedMs = 10_000;
const busyMs = 300;
/** The first keeping of a new index, and how often it is kept while people write. */
const saveSoonMs = 1_500;
const saveEveryMs = 15_000;
const alikeLimit = 12;

export interface SearchKeeperDeps {
  readonly clock: Clock;
  readonly rows: Pick<HostRows, 'get' | 'write'>;
  /** Every document's projection, as far as it is made. */
  readonly projections: () => Iterable<readonly [DocumentName, Projection]>;
  readonly projection: (doc: DocumentName) => Projection | undefined;
  /** The text of one document, from this device. */
  readonly loadText: (doc: DocumentName) => Promise<string>;
  /** Documents are still being projected: what is indexed meanwhile may change at once. */
  readonly isBusy: () => boolean;
}

export interface SearchKeeper {
  /** Reads what an earlier hub kept (which is being fetched already), then takes up what is new since. */
  start(): void;
  /** Takes up a document that is new or has changed; once `stored`, `loadText` gives its text as well. */
  update(doc: DocumentName, text: string, stored: Promise<unknown>): void;
  search(question: SearchQuestion): Promise<SearchAnswer>;
  /** Runbooks to look at beside `doc`, closest first, at most `limit`. */
  related(doc: DocumentName, limit: number): Promise<readonly RelatedRunbook[]>;
  close(): void;
}

interface Waiting {
  readonly text?: string;
  readonly stored: Promise<unknown>;
}

/** Search over all runbooks of this device: kept on it, kept up with what changes, in slices. */
export function createSearchKeeper(deps: SearchKeeperDeps): SearchKeeper {
  const { clock } = deps;
  const waiting = new Map<DocumentName, Waiting>();
  /** Texts on their way to the store, which does not give them yet. */
  const unstored = new Map<DocumentName, string>();
  let inHand = 0;
  let kept: KeptIndex | undefined;
  let opening: Promise<KeptIndex> | undefined;
  let working: Promise<void> | undefined;
  let wantedUntilMs = -1;
  let savedAtMs: number | undefined;
  let cancelSave: (() => void) | undefined;
  let closed = false;
  const fetched = fetchKeptIndex(deps.rows);
  // Whoever opens it meets the fault; until then nobody waits for it.
  fetched.catch(() => undefined);

  function runbook(doc: DocumentName): RunbookProjection | undefined {
    const projection = deps.projection(doc);
    return projection?.kind === 'runbook' ? projection : undefined;
  }

  /** Gives way where this slice has lasted long enough. */
  function createPause(): () => Promise<void> {
    let sliceStartMs = clock.monotonicMs();
    return async () => {
      if (clock.monotonicMs() - sliceStartMs < sliceMs) return;
      await new Promise<void>((resolve) => clock.afterTurn(resolve));
      sliceStartMs = clock.monotonicMs();
    };
  }

  function open(): Promise<KeptIndex> {
    opening ??= openNow();
    return opening;
  }

  async function openNow(): Promise<KeptIndex> {
    const pause = createPause();
    const read = await readKeptIndex(deps.rows, await fetched, pause);
    for (const [doc, projection] of deps.projections()) {
      await pause();
      if (projection.kind !== 'runbook' || waiting.has(doc)) continue;
      const slot = read.index.slotByDoc.get(doc);
      const stamp = slot === undefined ? undefined : read.index.slots[slot]?.stamp;
      if (stamp !== searchStamp(projection)) waiting.set(doc, { stored: Promise.resolve() });
    }
    kept = read;
    return read;
  }

  function work(): Promise<void> {
    working ??= workThrough().finally(() => {
      working = undefined;
      if (waiting.size > 0 && !closed) void work();
    });
    return working;
  }

  async function workThrough(): Promise<void> {
    const into = await open();
    const pause = createPause();
    while (waiting.size > 0 && !closed) {
      if (deps.isBusy() && clock.monotonicMs() > wantedUntilMs) {
        await new Promise<void>((resolve) => clock.setTimer(busyMs, resolve));
        continue;
      }
      const batch = [...waiting].slice(0, batchSize);
      for (const [doc] of batch) waiting.delete(doc);
      inHand = batch.length;
      const texts = await Promise.all(
        batch.map(([doc, { text, stored }]) => textOf(doc, text, stored)),
      );
      for (const [at, [doc]] of batch.entries()) {
        inHand -= 1;
        const found = runbook(doc);
        // A change that arrived meanwhile is newer than what was read.
        if (found === undefined || waiting.has(doc)) continue;
        into.changed(putDocument(into.index, searchedRunbook(doc, found, texts[at] ?? '')));
        await pause();
      }
    }
    scheduleSave();
  }

  async function textOf(
    doc: DocumentName,
    text: string | undefined,
    stored: Promise<unknown>,
  ): Promise<string> {
    if (text !== undefined) return text;
    await stored.catch(() => undefined);
    return loadText(doc);
  }

  function loadText(doc: DocumentName): Promise<string> {
    const text = unstored.get(doc);
    return text === undefined ? deps.loadText(doc) : Promise.resolve(text);
  }

  function scheduleSave(): void {
    if (closed || cancelSave !== undefined || kept?.isSaved() !== false) return;
    const sinceMs = savedAtMs === undefined ? saveEveryMs : clock.monotonicMs() - savedAtMs;
    cancelSave = clock.setTimer(Math.max(saveSoonMs, saveEveryMs - sinceMs), () => {
      savedAtMs = clock.monotonicMs();
      // What could not be kept is made anew at the next start; the store's fault shows elsewhere.
      void Promise.resolve(kept?.save(createPause()))
        .catch(() => undefined)
        .finally(() => {
          cancelSave = undefined;
          scheduleSave();
        });
    });
  }

  /** How far it is with reading; undefined when it has read all. */
  function reading(): SearchAnswer['reading'] {
    if (kept !== undefined && waiting.size + inHand === 0) return undefined;
    let total = 0;
    for (const [, projection] of deps.projections()) if (projection.kind === 'runbook') total += 1;
    const done = kept === undefined ? 0 : Math.max(0, total - waiting.size - inHand);
    return { done, total };
  }

  async function ready(): Promise<KeptIndex['index']> {
    wantedUntilMs = clock.monotonicMs() + wantedMs;
    if (kept === undefined || waiting.size + inHand > 0) {
      const patience = new Promise<void>((resolve) => clock.setTimer(patienceMs, resolve));
      await Promise.race([work(), patience]);
    }
    return kept?.index ?? createWordIndex();
  }

  return {
    start: () => void work(),
    update(doc, text, stored) {
      const held = waiting.size < textsHeld ? { text, stored } : { stored };
      waiting.set(doc, held);
      unstored.set(doc, text);
      const forget = (): void => {
        if (unstored.get(doc) === text) unstored.delete(doc);
      };
      stored.then(forget, forget);
      if (opening !== undefined) void work();
    },
    async search(question) {
      const index = await ready();
      const still = reading();
      const sources = { index, runbook, loadText, pause: createPause() };
      const { hits, total } = await answerSearch(sources, question);
      return { hits, total, ...(still === undefined ? {} : { reading: still }) };
    },
    async related(doc, limit) {
      const index = await ready();
      const runbooks = new Map<DocumentName, RunbookProjection>();
      const nameByPath = new Map<string, DocumentName>();
      for (const [name, projection] of deps.projections()) {
        if (projection.kind !== 'runbook') continue;
        runbooks.set(name, projection);
        if (projection.sourcePath !== '') nameByPath.set(projection.sourcePath, name);
      }
      const alike = alikeDocuments(index, doc, alikeLimit);
      return relatedRunbooks({ doc, runbooks, alike, limit, resolve });

      function resolve(link: string, sourcePath: string): DocumentName | undefined {
        const own = /^\/runbooks\/([^/?#]+)/.exec(link)?.[1];
        if (own !== undefined && runbooks.has(`runbook:${own}`)) return `runbook:${own}`;
        const target = resolveLink(link, sourcePath, (path) => nameByPath.get(path));
        return target.kind === 'runbook' ? target.name : undefined;
      }
    },
    close() {
      closed = true;
      cancelSave?.();
    },
  };
}
