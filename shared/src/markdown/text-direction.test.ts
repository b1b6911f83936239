import type { Nodes } from 'hast';
import { expect, test } from 'vitest';
import { markdownToTree } from './markdown-tree.ts';

/** The blocks that say which way they run, in order. */
function directions(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: Nodes) => {
    if (node.type === 'element' && node.properties['dir'] !== undefined) {
      found.push(`${node.tagName} ${String(node.properties['dir'])}`);
    }
    if ('children' in node) node.children.forEach(visit);
  };
  visit(markdownToTree(text).tree);
  return found;
}

test('a block runs the way its first letter does, numbers and marks aside', () => {
  expect(directions('Stop the pump.\n\n12. ואז\n\n## عاجل: restart')).toEqual(['ol rtl', 'h2 rtl']);
  expect(directions('Then עצור\n\n| a | b |\n|---|---|\n| c | d |\n')).toEqual([]);
});

test('what stands in a block runs as that does, unless it begins otherwise', () => {
  expect(directions('- עצור\n- stop\n- 1234\n')).toEqual(['ul rtl', 'li ltr']);
  expect(directions('> [!WARNING]\n> עצור\n')).toEqual(['div rtl']);
});

test('a command at the front does not say how a sentence runs', () => {
  expect(directions('`kubectl get pods` ואז בדוק')).toEqual(['p rtl']);
});
