import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from './parse.ts';

function links(text: string): readonly (readonly [url: string, source: string])[] {
  const found: (readonly [string, string])[] = [];
  visit(parseMarkdown(text), (node: Nodes) => {
    if (node.type !== 'link' && node.type !== 'definition') return;
    const { start, end } = node.position ?? {};
    found.push([node.url, text.slice(start?.offset, end?.offset)]);
  });
  return found;
}

describe('a reference of a site generator as the address of a link', () => {
  it.each([
    ['[RAID]({{< ref "./raid.md" >}})', '{{< ref "./raid.md" >}}'],
    ['[`RAID` *x*]({{%  relref  "raid.md#meaning" %}})', '{{%  relref  "raid.md#meaning" %}}'],
    ['[RAID]({{<ref "raid.md">}}#fix "a title")', '{{<ref "raid.md">}}#fix'],
    ['[RAID]({% link _posts/raid.md %})', '{% link _posts/raid.md %}'],
    ['[raid]: {{< ref "raid.md" >}}', '{{< ref "raid.md" >}}'],
  ])('%s is a link, at its place', (source, url) => {
    const before = 'é 😀 `x` \n\n';
    expect(links(`${before}${source}`)).toEqual([[url, source]]);
  });

  it('changes nothing in code, nor elsewhere in the text', () => {
    const code = '[a]({{< ref "b.md" >}})';
    const values: string[] = [];
    const tree = parseMarkdown(`\`\`\`\n${code}\n\`\`\`\n\n\`${code}\` and {{< ref "c.md" >}}`);
    visit(tree, (node: Nodes) => {
      if ('value' in node) values.push(node.value);
    });
    expect(values).toEqual([code, code, ' and {{< ref "c.md" >}}']);
  });

  it('leaves a text that has the stand-in itself as it is', () => {
    expect(links('\uE000 [a]({{< ref "b.md" >}})')).toEqual([]);
  });
});
