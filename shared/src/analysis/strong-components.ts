/**
 * Nodes that reach each other, in groups; a group comes after all groups that it reaches.
 * Tarjan's algorithm (1972) with a stack of its own: a chain of ten thousand is no deep recursion.
 */
export function strongComponents(
  count: number,
  next: (node: number) => readonly number[],
): readonly (readonly number[])[] {
  const groups: number[][] = [];
  const seenAt = new Int32Array(count).fill(-1);
  const lowest = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const position = new Int32Array(count);
  const open: number[] = [];
  const path: number[] = [];
  let time = 0;

  function enter(node: number): void {
    seenAt[node] = time;
    lowest[node] = time;
    time += 1;
    open.push(node);
    isOpen[node] = 1;
    path.push(node);
  }

  function leave(node: number): void {
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) lowest[parent] = Math.min(lowest[parent] ?? 0, lowest[node] ?? 0);
    if (lowest[node] !== seenAt[node]) return;
    const group: number[] = [];
    for (;;) {
      const member = open.pop();
      if (member === undefined) break;
      isOpen[member] = 0;
      group.push(member);
      if (member === node) break;
    }
    groups.push(group);
  }

  for (let root = 0; root < count; root += 1) {
    if (seenAt[root] !== -1) continue;
    enter(root);
    for (;;) {
      const node = path.at(-1);
      if (node === undefined) break;
      const at = position[node] ?? 0;
      const to = next(node)[at];
      if (to === undefined) {
        leave(node);
        continue;
      }
      position[node] = at + 1;
      if (seenAt[to] === -1) enter(to);
      else if (isOpen[to] === 1) lowest[node] = Math.min(lowest[node] ?? 0, seenAt[to] ?? 0);
    }
  }
  return groups;
}
