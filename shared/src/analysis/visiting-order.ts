/**
 * Leaves under a node in the order in which a walk in depth first meets them: what belongs together
 * comes together, which keeps diagrams small.
 */
export function leavesInOrder(
  top: number,
  inputs: (node: number) => readonly number[],
): readonly number[] {
  const leaves: number[] = [];
  const seen = new Set<number>();
  const waiting = [top];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const below = inputs(node);
    if (below.length === 0) leaves.push(node);
    for (const input of below.toReversed()) if (!seen.has(input)) waiting.push(input);
  }
  return leaves;
}
