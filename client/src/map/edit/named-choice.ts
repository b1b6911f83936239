/** Things that people choose by name, and may add by a new name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Names under which each thing is offered: those that two share are told apart by their ids.
 *
 * @param kept labels that people have seen and may have chosen: they go on standing for the same
 *   thing, whatever it is called now and whether it is still there
 */
export function labelsOf(
  things: Iterable<Named>,
  kept: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const labels = new Map(kept);
  const taken = new Set([...kept.values()].map((label) => label.toLowerCase()));
  const byName = new Map<string, Named[]>();
  for (const thing of things) {
    if (kept.has(thing.id)) continue;
    const name = thing.name.toLowerCase();
    const of = byName.get(name) ?? [];
    byName.set(name, of);
    of.push(thing);
  }
  for (const [lower, of] of byName) {
    const isAlone = of.length === 1 && !taken.has(lower);
    for (const { id, name } of of) labels.set(id, isAlone ? name : `${name} (${id})`);
  }
  return labels;
}

/** The ids that labels stand for; labels of nothing are new names. */
export function idsOf(
  chosen: readonly string[],
  labels: ReadonlyMap<string, string>,
): { readonly ids: readonly string[]; readonly added: readonly string[] } {
  const byLabel = new Map([...labels].map(([id, label]) => [label.toLowerCase(), id]));
  const ids: string[] = [];
  const added: string[] = [];
  for (const label of chosen) {
    const id = byLabel.get(label.trim().toLowerCase());
    if (id === undefined) added.push(label.trim());
    else ids.push(id);
  }
  return { ids, added };
}
