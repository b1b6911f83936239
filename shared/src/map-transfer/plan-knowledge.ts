import { pairKey } from '../model/map-registers.ts';
import type { MapItems } from '../model/map.ts';
import type { KnowledgeEvidence } from '../model/map-value.ts';
import type { DraftKnowledge, ImportNote } from './draft.ts';

/** Something of who knows what that an import brought once, and the files no longer say. */
export interface GoneKnowledge {
  readonly person: string;
  readonly component: string;
  readonly source: string;
  /** As people know both. */
  readonly name: string;
}

export interface KnowledgePlan {
  /** To be written. */
  readonly takes: readonly DraftKnowledge[];
  readonly gone: readonly GoneKnowledge[];
  readonly notes: readonly ImportNote[];
}

/**
 * Compares what files say of who knows what with what the map says. What an import brought and nobody
 * touched since follows the files; of what people said, or of what is not known who did, the newer
 * day counts, and on the same day what is here, which is told.
 *
 * @param draft by the ids of the map
 * @param isOurs would it have been found again in these files, were it still there?
 */
export function planKnowledge(
  here: MapItems,
  draft: readonly DraftKnowledge[],
  isOurs: (from: string, place: string) => boolean,
): KnowledgePlan {
  const notes: ImportNote[] = [];
  const said = new Map<string, DraftKnowledge>();
  for (const one of draft) {
    const key = keyOf(one);
    const known = said.get(key);
    if (known !== undefined && known.on === one.on && !isSame(known, one)) {
      notes.push(noteOf('duplicate', one, `${known.file} says ${known.level}, which is taken`));
    }
    if (known === undefined || known.on < one.on) said.set(key, one);
  }
  const takes = [...said.values()].filter((one) => {
    const known = here.knowledge
      .get(pairKey(one.person, one.component))
      ?.evidence.find(({ source }) => source === one.source);
    if (known === undefined || known.on < one.on) return true;
    if (isSame(known, one)) return false;
    if (known.from !== undefined && known.from === one.from) return true;
    if (known.on === one.on)
      notes.push(noteOf('left-out', one, `the map says ${known.level}, which stays`));
    return false;
  });
  const gone: GoneKnowledge[] = [];
  for (const { person, component, evidence } of here.knowledge.values()) {
    for (const { source, from, place } of evidence) {
      if (from === undefined || place === undefined || !isOurs(from, place)) continue;
      const one = { person, component, source };
      if (!said.has(keyOf(one))) gone.push({ ...one, name: nameOf(one) });
    }
  }
  return { takes, gone, notes };

  function nameOf(one: Pick<DraftKnowledge, 'person' | 'component'>): string {
    const person = here.people.get(one.person)?.name ?? one.person;
    return `${person}: ${here.components.get(one.component)?.name ?? one.component}`;
  }

  function noteOf(kind: ImportNote['kind'], one: DraftKnowledge, but: string): ImportNote {
    const text = `${nameOf(one)}: ${one.level} on ${one.on} is left out; of the same day ${but}.`;
    return { kind, file: one.file, line: one.line, text };
  }
}

function keyOf(one: Pick<DraftKnowledge, 'person' | 'component' | 'source'>): string {
  return `${pairKey(one.person, one.component)}/${one.source}`;
}

function isSame(a: KnowledgeEvidence, b: KnowledgeEvidence): boolean {
  return a.level === b.level && a.on === b.on && a.note === b.note;
}
