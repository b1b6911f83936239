/**
 * Under which this browser keeps the hash of an entry that was made here, until it is signed. At
 * once, by the only store that needs no waiting: a page that is closed in the next moment knows it
 * when it comes back.
 */
export function madeKey(workspace: string, doc = '', id = ''): string {
  return `holdfast-made ${workspace} ${doc} ${id}`;
}
