import { readdirSync, readFileSync } from 'node:fs';
import { outline } from '@holdfast/shared/markdown/outline';
import { parseMarkdown } from '@holdfast/shared/markdown/parse';
import { readFrontMatter } from '@holdfast/shared/markdown/front-matter';
import { summarize } from '@holdfast/shared/markdown/summary';
import { planRunbookImport } from '@holdfast/shared/transfer/plan-import';
import { describe, expect, it } from 'vitest';
import { z } from 'zod/mini';

const demo = new URL('../../../demo/', import.meta.url);
const named = z.object({ id: z.string(), name: z.string() });
const workspace = z
  .object({
    name: z.string(),
    description: z.string(),
    services: z.array(
      z.extend(named, { owner: z.string(), dependsOn: z.array(z.string()), tier: z.number() }),
    ),
    people: z.array(z.extend(named, { team: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('workspace.json', demo), 'utf8')));
const owners = new Set(workspace.people.flatMap((person) => [person.name, person.team]));
const services = new Set(workspace.services.map((service) => service.id));
const files = readdirSync(new URL('runbooks', demo)).map((path) => ({
  path,
  bytes: new Uint8Array(readFileSync(new URL(`runbooks/${path}`, demo))),
}));

type Root = ReturnType<typeof parseMarkdown>;
type MarkdownNode = Root | Root['children'][number];

function* nodesBelow(parent: MarkdownNode): Generator<MarkdownNode> {
  if (!('children' in parent)) return;
  for (const node of parent.children) {
    yield node;
    yield* nodesBelow(node);
  }
}

describe('the demo workspace', () => {
  it('names services that exist, and owners who work there', () => {
    for (const service of workspace.services) {
      expect(owners).toContain(service.owner);
      for (const needed of service.dependsOn) expect(services).toContain(needed);
    }
  });

  it('has eight runbooks, all of which can be imported', () => {
    const plan = planRunbookImport({ root: 'runbooks', files, existing: () => undefined });
    expect(plan.map((decision) => decision.kind)).toEqual(Array(8).fill('create'));
  });

  it.each(files)('$path is whole', ({ path, bytes }) => {
    const text = new TextDecoder().decode(bytes);
    const frontMatter = readFrontMatter(text);
    expect(frontMatter.problem).toBeUndefined();
    expect(frontMatter.alerts).not.toEqual([]);
    expect(owners).toEqual(new Set([...owners, ...frontMatter.owners]));
    expect(services).toEqual(new Set([...services, ...frontMatter.components]));
    const root = parseMarkdown(text);
    const headings = outline(root);
    expect(headings[0]?.text).toBe(frontMatter.title);
    expect(headings.map((heading) => heading.text)).toEqual(
      expect.arrayContaining(['Meaning', 'Impact', 'Diagnosis', 'Mitigation', 'Afterwards']),
    );
    expect(summarize(text).length).toBeGreaterThan(60);
    const wrong: string[] = [];
    for (const node of nodesBelow(root)) {
      if (node.type === 'code' && !node.lang) wrong.push(`code without a language: ${node.value}`);
      if (node.type === 'html') wrong.push(`HTML: ${node.value}`);
      if (node.type !== 'link' || node.url.startsWith('https://')) continue;
      if (node.url === path || !files.some((file) => file.path === node.url)) wrong.push(node.url);
    }
    expect(wrong).toEqual([]);
  });
});
