import type * as Y from 'yjs';
import { registerSpecs } from '../model/map-specs.ts';
import { readableId } from '../model/ids.ts';
import { pairEnds } from '../model/map-registers.ts';
import { type MapItems, readMapItems } from '../model/map.ts';
import type { Provenance, RegisterName } from '../model/map-value.ts';
import { registerNames } from '../model/map-value.ts';
import type {
  DraftItem,
  DraftKnowledge,
  DraftValue,
  FollowUps,
  ImportNote,
  MapDraft,
} from './draft.ts';
import { compareField, type FieldDecision, type NameOf, readBrought } from './compare-field.ts';
import { newFollowUps, noFollowUps } from './follow-ups.ts';
import { createIdentity } from './identity.ts';
import { wasLookedThrough, withPlaces } from './import-places.ts';
import { type GoneKnowledge, planKnowledge } from './plan-knowledge.ts';

/** What will happen with one item. */
export interface ItemDecision {
  /**
   * `create`: new. `change`: the files have news. `unchanged`: nothing to do. `gone`: an import of
   * the same files brought it once, and now they do not have it.
   */
  readonly kind: 'create' | 'change' | 'unchanged' | 'gone';
  readonly register: RegisterName;
  readonly id: string;
  /** As people know it. */
  readonly name: string;
  /** Absent where it is gone. */
  readonly draft?: DraftItem | undefined;
  /** The same as other kinds of files have it. */
  readonly also?: readonly DraftItem[] | undefined;
  /** By field; only those about which something is to be said. */
  readonly fields: readonly FieldDecision[];
  /** The item was in the map before, from elsewhere or drawn, and is taken for this one by its name. */
  readonly joined: boolean;
  /** It is marked deleted here, and stays so. */
  readonly deletedHere: boolean;
  /** Nothing of it changes but where it was found. */
  readonly recordOnly: boolean;
  /** Of what is gone: how it stands in the map, as JSON. */
  readonly stands?: string;
}

export interface MapImportPlan {
  readonly items: readonly ItemDecision[];
  readonly knowledge: readonly DraftKnowledge[];
  /** Goes only where that is asked for. */
  readonly knowledgeGone: readonly GoneKnowledge[];
  readonly notes: readonly ImportNote[];
  /** Action items and accepted findings that the map does not have. */
  readonly followUps: FollowUps;
}

/**
 * Compares what an import brings with what is in the map, field by field, against what the same
 * import brought last time: what people changed here since stays, and is told. Changes nothing.
 *
 * @param isOurs may this draft say of what that importer brought that it is gone?
 */
export function planMapImport(
  doc: Y.Doc,
  bare: MapDraft,
  isOurs: (from: string) => boolean = () => true,
): MapImportPlan {
  const here = readMapItems(doc);
  const draft = withPlaces(here, bare);
  const isSeen = wasLookedThrough(draft);
  const identity = createIdentity(here, draft);
  const nameById = namesIn(here, draft, identity.idFor);
  const notes = [...draft.notes];
  const decisions: ItemDecision[] = [];
  const met = new Map<string, DraftItem>();
  for (const drafted of draft.items) {
    const { id, joined } = identity.of(drafted);
    let item = drafted;
    const key = `${item.register} ${id}`;
    const first = met.get(key);
    if (first !== undefined) {
      const text = `It is taken for the same as ${first.ref} (${first.file}), which counts; what is said of it here is left out.`;
      notes.push({
        kind: 'duplicate',
        file: item.file,
        line: item.line,
        text: `${item.ref}: ${text}`,
      });
      continue;
    }
    met.set(key, item);
    const fields = withOwnIds(item, identity.idFor);
    const known = here[item.register].get(id);
    const source = known?.sources.find(
      (one) => one.from === drafted.from && one.ref === drafted.ref,
    );
    // Files in several places have it: that it is gone from one of them says nothing.
    const isElsewhere =
      source?.place !== undefined && source.place !== drafted.place && !isSeen(source.place);
    if (isElsewhere) item = { ...drafted, place: '' };
    const compared = compareAll(doc, item, id, fields, source, nameById);
    const isNews = compared.some(({ kind }) => kind === 'take');
    const isRecorded = source !== undefined && isSamePlace(source, item, fields);
    decisions.push({
      kind: known === undefined ? 'create' : isNews || !isRecorded ? 'change' : 'unchanged',
      register: item.register,
      id,
      name: nameOf(item, id, nameById, known),
      draft: { ...item, id, fields },
      fields: compared,
      joined,
      deletedHere: known?.deleted !== undefined,
      recordOnly: known !== undefined && !isNews && !isRecorded,
    });
  }
  const { importer } = draft.extent;
  const isMissed = (from: string, place: string): boolean =>
    isOurs(from) && (importer === undefined || importer === from) && isSeen(place);
  decisions.push(...goneFrom(here, met, isMissed));
  const knowledge = planKnowledge(
    here,
    draft.knowledge.map((one) => ({
      ...one,
      person: identity.idFor('people', one.person),
      component: identity.idFor('components', one.component),
    })),
    isMissed,
  );
  notes.push(...knowledge.notes);
  const followUps = newFollowUps(doc, draft.followUps ?? noFollowUps);
  return {
    items: inOrder(decisions),
    knowledge: knowledge.takes,
    knowledgeGone: knowledge.gone,
    notes,
    followUps,
  };
}

/**
 * Would two plans for the same files do the same? If not, somebody changed the map between them, and
 * what was agreed to is not what would happen.
 */
export function isSamePlan(a: MapImportPlan, b: MapImportPlan): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function compareAll(
  doc: Y.Doc,
  item: DraftItem,
  id: string,
  fields: Readonly<Record<string, DraftValue>>,
  source: Provenance | undefined,
  nameById: NameOf,
): readonly FieldDecision[] {
  const specs = registerSpecs[item.register];
  const before = readBrought(source?.brought);
  const names = new Set([...Object.keys(fields), ...Object.keys(before ?? {})]);
  return [...names].flatMap((name) => {
    const spec = specs[name];
    if (spec === undefined) return [];
    const base = before === undefined ? undefined : { value: before[name] };
    return compareField(doc, item.register, id, name, spec, fields[name], base, nameById);
  });
}

/** Fields name other items by their ids in the draft: in the map they may have others. */
function withOwnIds(
  { register, fields }: DraftItem,
  idFor: (register: RegisterName, id: string) => string,
): Readonly<Record<string, DraftValue>> {
  const specs = registerSpecs[register];
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const spec = specs[name];
      if (spec?.kind === 'id' && typeof value === 'string') return [name, idFor(spec.of, value)];
      if (spec?.kind !== 'ids' || !Array.isArray(value)) return [name, value];
      const ids = value.flatMap((one: unknown) =>
        typeof one === 'string' ? idFor(spec.of, one) : [],
      );
      return [name, [...new Set(ids)]];
    }),
  );
}

function isSamePlace(
  source: Provenance,
  item: DraftItem,
  fields: Readonly<Record<string, DraftValue>>,
): boolean {
  return (
    source.file === item.file &&
    source.place === item.place &&
    source.line === item.line &&
    source.commit === item.commit &&
    source.brought === JSON.stringify(fields)
  );
}

/** What items are called here, else in the draft; of what neither has, what its id tells. */
function namesIn(
  here: MapItems,
  draft: MapDraft,
  idFor: (register: RegisterName, id: string) => string,
): NameOf {
  const drafted = new Map(
    draft.items.map(({ register, id, fields, ref }) => [
      `${register} ${idFor(register, id)}`,
      typeof fields['name'] === 'string' ? fields['name'] : ref,
    ]),
  );
  return (register, id) => {
    const known: object | undefined = here[register].get(id);
    if (
      known !== undefined &&
      'name' in known &&
      typeof known.name === 'string' &&
      known.name !== ''
    )
      return known.name;
    return drafted.get(`${register} ${id}`) ?? readableId(id);
  };
}

/** @param id in the map */
function nameOf(item: DraftItem, id: string, nameById: NameOf, known: object | undefined): string {
  const ends = item.register === 'dependencies' ? pairEnds(id) : undefined;
  if (ends !== undefined) return ends.map((end) => nameById('components', end)).join(' → ');
  if (known !== undefined && 'name' in known && typeof known.name === 'string') return known.name;
  const { name } = item.fields;
  return typeof name === 'string' ? name : item.ref;
}

/**
 * Brought once from the files that are imported now, and no longer in them. In doubt nothing is:
 * what was imported before places were kept may come from anywhere.
 */
function goneFrom(
  here: MapItems,
  met: ReadonlyMap<string, DraftItem>,
  isMissed: (from: string, place: string) => boolean,
): readonly ItemDecision[] {
  const gone: ItemDecision[] = [];
  for (const register of registerNames) {
    for (const [id, item] of here[register]) {
      if (item.deleted !== undefined || met.has(`${register} ${id}`)) continue;
      const isFrom =
        item.sources.length === 1 &&
        item.sources.every(({ from, place }) => place !== undefined && isMissed(from, place));
      if (!isFrom) continue;
      const ends = register === 'dependencies' ? pairEnds(id) : undefined;
      const name =
        ends?.map((end) => here.components.get(end)?.name ?? readableId(end)).join(' → ') ??
        ('name' in item ? item.name : id);
      gone.push({
        kind: 'gone',
        register,
        id,
        name,
        fields: [],
        joined: false,
        deletedHere: false,
        recordOnly: false,
        stands: JSON.stringify(item),
      });
    }
  }
  return gone;
}

const order: readonly RegisterName[] = [
  'teams',
  'people',
  'domains',
  'components',
  'groups',
  'dependencies',
  'leaves',
];

/** What others refer to first. */
function inOrder(decisions: readonly ItemDecision[]): readonly ItemDecision[] {
  return decisions.toSorted((a, b) => order.indexOf(a.register) - order.indexOf(b.register));
}
