import * as Y from 'yjs';
import { readMapItems } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import type { DraftItem, MapDraft } from './draft.ts';
import { type PlacedDraft, withPlaces } from './import-places.ts';
import { type ItemDecision, type MapImportPlan, planMapImport } from './plan-map-import.ts';

/**
 * Which importer has the first word on what several know: our own files, then catalogs, which
 * people wrote for that, then what runs, then who owns folders.
 */
const order: readonly string[] = [
  ...['map-file', 'backstage', 'gitlab', 'csv', 'mef'],
  ...['kubernetes', 'compose', 'terraform', 'codeowners'],
];

/**
 * As `planMapImport`, for files of several kinds: what is called the same in two kinds, and once
 * only in each, is one item, just as if the kinds had been imported one after the other. Changes
 * nothing.
 */
export function planImports(doc: Y.Doc, bare: MapDraft): MapImportPlan {
  const draft = withPlaces(readMapItems(doc), bare);
  const parts = partsOf(draft);
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0 || !isShared(draft)) {
    return planMapImport(doc, draft);
  }
  // Later kinds are compared with what the earlier ones bring.
  const scratch = new Y.Doc();
  Y.applyUpdate(scratch, Y.encodeStateAsUpdate(doc));
  const context = {
    nowMs: 0,
    by: '',
    random: { bytes: (length: number) => new Uint8Array(length) },
  };
  const importers = parts.map(({ items }) => items[0]?.from);
  const plans = parts.map((part, at) => {
    // What no file brings any more is for the first to tell.
    const plan = planMapImport(scratch, part, (from) =>
      importers.includes(from) ? from === importers[at] : at === 0,
    );
    for (const step of mapImportSteps(plan, context)) step(scratch);
    return plan;
  });
  scratch.destroy();
  return {
    items: together(plans.flatMap(({ items }) => items)),
    knowledge: plans.flatMap(({ knowledge }) => knowledge),
    knowledgeGone: plans.flatMap(({ knowledgeGone }) => knowledgeGone),
    notes: plans.flatMap(({ notes }) => notes),
    followUps: {
      tasks: plans.flatMap(({ followUps }) => followUps.tasks),
      acceptances: plans.flatMap(({ followUps }) => followUps.acceptances),
      exclusions: plans.flatMap(({ followUps }) => followUps.exclusions),
    },
  };
}

/** By importer; what belongs to none is the first one's. */
function partsOf({ items, ...rest }: PlacedDraft): readonly MapDraft[] {
  const byImporter = new Map<string, DraftItem[]>();
  for (const item of items) {
    const known = byImporter.get(item.from);
    if (known === undefined) byImporter.set(item.from, [item]);
    else known.push(item);
  }
  const rankOf = (from: string): number =>
    (order.indexOf(from) + order.length + 1) % (order.length + 1);
  return Array.from(byImporter)
    .toSorted(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
    .map(([, some], at) =>
      at === 0
        ? { items: some, ...rest }
        : { items: some, knowledge: [], notes: [], extent: rest.extent },
    );
}

/** Do two importers call something the same? */
function isShared({ items }: MapDraft): boolean {
  const importers = new Map<string, string>();
  return items.some(({ register, from, fields }) => {
    const { name } = fields;
    if (typeof name !== 'string' || register === 'groups') return false;
    const key = `${register} ${name.trim().replace(/\s+/g, ' ').toLowerCase()}`;
    const known = importers.get(key);
    importers.set(key, known ?? from);
    return known !== undefined && known !== from;
  });
}

/** What several decided about one item is one decision, accepted or refused as a whole. */
function together(decisions: readonly ItemDecision[]): readonly ItemDecision[] {
  const byItem = new Map<string, ItemDecision>();
  for (const one of decisions) {
    const key = `${one.register} ${one.id}`;
    const known = byItem.get(key);
    byItem.set(key, known === undefined ? one : both(known, one));
  }
  return [...byItem.values()];
}

function both(first: ItemDecision, second: ItemDecision): ItemDecision {
  const kinds = [first.kind, second.kind];
  const kind = (['create', 'change', 'unchanged'] as const).find((one) => kinds.includes(one));
  return {
    ...first,
    kind: kind ?? 'gone',
    draft: first.draft ?? second.draft,
    also: [
      ...(first.also ?? []),
      ...(first.draft === undefined || second.draft === undefined ? [] : [second.draft]),
    ],
    fields: [...first.fields, ...second.fields],
    recordOnly:
      kind === 'change' &&
      [first, second].every((one) => one.kind === 'unchanged' || one.recordOnly),
  };
}
