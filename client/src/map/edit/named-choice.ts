/** Things that people choose by name, and may add by a new name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Names under which each thing is offered: those that two share are told apart by their ids. */
export function labelsOf(things: Iterable<Named>): ReadonlyMap<string, string> {
  const byName = new Map<string, Named[]>();
  for (const thing of things) {
    const of = byName.get(thing.name) ?? [];
    byName.set(thing.name, of);
    of.push(thing);
  }
  const labels = new Map<string, string>();
  for (const [name, of] of byName) {
    for (const { id } of of) labels.set(id, of.length === 1 ? name : `${name} (${id})`);
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
