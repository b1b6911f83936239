import type * as Y from 'yjs';
import { deleteMapItem } from '../model/map-commands.ts';
import { pairKey } from '../model/map-registers.ts';
import { type KeyWrite, type MapContext, writeKeys } from '../model/map-write.ts';
import type { DraftItem } from './draft.ts';
import { followUpSteps } from './follow-ups.ts';
import type { ItemDecision, MapImportPlan } from './plan-map-import.ts';

/** Bytes of one step's values, roughly: an update must fit through what relays take at once. */
const stepBytes = 300_000;

export interface AcceptMapImport {
  /** Default: everything but what is gone from the files. */
  readonly accepts?: (decision: ItemDecision) => boolean;
  /** Also takes away who knows what where the files no longer say it. */
  readonly removesKnowledge?: boolean;
}

/** As if nobody had said anything: what is gone from the files stays. */
export function acceptedByDefault({ kind }: ItemDecision): boolean {
  return kind !== 'gone' && kind !== 'unchanged';
}

/**
 * What carries a plan out, in steps that each make one update small enough to be sent. Every step
 * says whether it wrote. Done on two devices, the same import is in the map once.
 */
export function mapImportSteps(
  plan: MapImportPlan,
  context: MapContext,
  { accepts = acceptedByDefault, removesKnowledge = false }: AcceptMapImport = {},
): readonly ((doc: Y.Doc) => boolean)[] {
  const steps: ((doc: Y.Doc) => boolean)[] = [];
  let batch: ItemDecision[] = [];
  let bytes = 0;
  const close = (): void => {
    if (batch.length === 0) return;
    const decisions = batch;
    steps.push((doc) => doc.transact(() => applyAll(doc, decisions, context)));
    batch = [];
    bytes = 0;
  };
  for (const decision of plan.items) {
    if (decision.kind === 'unchanged' || !accepts(decision)) continue;
    batch.push(decision);
    bytes += 2 * JSON.stringify(decision.draft ?? {}).length + 200;
    if (bytes > stepBytes) close();
  }
  close();
  const writes = plan.knowledge.map(
    ({ person, component, source, level, on, note, from, place }): KeyWrite => ({
      key: `${pairKey(person, component)}/${source}`,
      value: {
        level,
        on,
        ...(note === '' ? {} : { note }),
        ...(from === undefined ? {} : { from }),
        ...(place === undefined ? {} : { place }),
      },
    }),
  );
  for (const { person, component, source } of removesKnowledge ? plan.knowledgeGone : []) {
    writes.push({ key: `${pairKey(person, component)}/${source}` });
  }
  for (let at = 0; at < writes.length; at += 1_000) {
    const some = writes.slice(at, at + 1_000);
    steps.push((doc) => writeKeys(doc, 'knowledge', some, context));
  }
  steps.push(...followUpSteps(plan.followUps));
  return steps;
}

function applyAll(doc: Y.Doc, decisions: readonly ItemDecision[], context: MapContext): boolean {
  let wrote = false;
  for (const decision of decisions) {
    const { register, id, kind } = decision;
    if (kind === 'gone') {
      const done = deleteMapItem(doc, register, id, context);
      wrote = (done.ok && done.changed) || wrote;
      continue;
    }
    wrote = writeKeys(doc, register, writesOf(decision), context) || wrote;
  }
  return wrote;
}

function writesOf({ id, kind, draft, also = [], fields }: ItemDecision): readonly KeyWrite[] {
  const writes = fields.flatMap((field) => field.writes);
  if (draft === undefined) return writes;
  if (kind === 'create') writes.push(...marksOf(id, draft));
  return [...writes, ...[draft, ...also].map((one) => sourceOf(id, one))];
}

function sourceOf(
  id: string,
  { from, ref, file, place, line, commit, fields }: DraftItem,
): KeyWrite {
  const value = {
    file,
    ...(place === undefined ? {} : { place }),
    ...(line === undefined ? {} : { line }),
    ...(commit === undefined ? {} : { commit }),
    brought: JSON.stringify(fields),
  };
  return { key: `${id}/sources/${from}:${ref}`, value };
}

function marksOf(id: string, { deleted, sources = [] }: DraftItem): readonly KeyWrite[] {
  const marks = sources.map(({ from, ref, file, line, commit }): KeyWrite => ({
    key: `${id}/sources/${from}:${ref}`,
    value: {
      file,
      ...(line === undefined ? {} : { line }),
      ...(commit === undefined ? {} : { commit }),
      brought: '',
    },
  }));
  if (deleted === undefined) return marks;
  return [...marks, { key: `${id}/deleted`, value: { atMs: deleted.atMs, by: deleted.by } }];
}
