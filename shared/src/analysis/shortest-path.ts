/** A shortest way over the fewest steps, both ends included; undefined where there is none. */
export function shortestPath<Node>(
  from: Node,
  to: Node,
  next: (node: Node) => Iterable<Node>,
): readonly Node[] | undefined {
  const cameFrom = new Map<Node, Node | undefined>([[from, undefined]]);
  for (const node of cameFrom.keys()) {
    if (node === to) return wayBack(to, cameFrom);
    for (const step of next(node)) if (!cameFrom.has(step)) cameFrom.set(step, node);
  }
  return undefined;
}

function wayBack<Node>(to: Node, cameFrom: ReadonlyMap<Node, Node | undefined>): readonly Node[] {
  const path: Node[] = [];
  for (let node: Node | undefined = to; node !== undefined; node = cameFrom.get(node))
    path.push(node);
  return path.toReversed();
}
