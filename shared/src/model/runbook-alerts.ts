import type * as Y from 'yjs';
import { cleanLine, limits } from './meta.ts';

/**
 * Alerts that were linked to a runbook from outside, by an import of alert rules: the map `alerts`
 * of its document, a name a key. They stand beside the text and add to what its front matter says,
 * so that a file imported from a repository keeps every byte, and two people who link at once both
 * do. An export leaves them out: the rules that named them have them.
 */
function alertMap(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('alerts');
}

/** Names of linked alerts, in alphabetical order. */
export function linkedAlerts(doc: Y.Doc): readonly string[] {
  const names: string[] = [];
  for (const [name, value] of alertMap(doc)) if (value === true) names.push(name);
  return names.toSorted().slice(0, limits.items);
}

/** Links alerts; those that are linked already stay. True if anything was written. */
export function linkAlerts(doc: Y.Doc, names: readonly string[]): boolean {
  const map = alertMap(doc);
  const fresh = names.map(cleanLine).filter((name) => name !== '' && map.get(name) !== true);
  if (fresh.length === 0) return false;
  doc.transact(() => {
    for (const name of fresh) map.set(name, true);
  });
  return true;
}
