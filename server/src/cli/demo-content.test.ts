import { readdirSync, readFileSync } from 'node:fs';
import { findCutSets } from '@holdfast/shared/analysis/cut-sets';
import { graphOf } from '@holdfast/shared/analysis/fault-graph';
import { faultModelOf } from '@holdfast/shared/analysis/map-fault-model';
import { mapNodes } from '@holdfast/shared/analysis/map-node';
import { outline } from '@holdfast/shared/markdown/outline';
import { parseMarkdown } from '@holdfast/shared/markdown/parse';
import { readFrontMatter } from '@holdfast/shared/markdown/front-matter';
import { summarize } from '@holdfast/shared/markdown/summary';
import { mapImportSteps } from '@holdfast/shared/map-transfer/apply-map-import';
import { readMapFiles } from '@holdfast/shared/map-transfer/map-file-read';
import { planMapImport } from '@holdfast/shared/map-transfer/plan-map-import';
import { readMap } from '@holdfast/shared/model/map';
import { planRunbookImport } from '@holdfast/shared/transfer/plan-import';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { demoDrillsSchema } from './demo-drills.ts';

const demo = new URL('../../../demo/', import.meta.url);
const draft = readMapFiles([
  { path: 'map.yaml', text: readFileSync(new URL('map.yaml', demo), 'utf8') },
]);
const doc = new Y.Doc();
const plan = planMapImport(doc, draft);
const context = {
  nowMs: 0,
  by: 'Demo',
  random: { bytes: (length: number) => new Uint8Array(length) },
};
for (const step of mapImportSteps(plan, context)) step(doc);
const map = readMap(doc);
const owners = new Set([...map.people.values(), ...map.teams.values()].map(({ name }) => name));
const services = new Set(map.components.keys());
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
  it('has a map that reads without a word of complaint', () => {
    expect(draft.notes).toEqual([]);
    expect(
      plan.items.flatMap(({ fields }) => fields.filter(({ kind }) => kind !== 'take')),
    ).toEqual([]);
    expect(map).toMatchObject({ setAside: [], problems: [] });
    expect(map.components.size).toBeGreaterThan(40);
    for (const person of map.people.values()) expect(person.contacts).not.toEqual([]);
  });

  it('leaves faults to be found', () => {
    const canOperate = (component: string): readonly string[] =>
      [...map.knowledge.values()].flatMap((one) =>
        one.component === component && ['operate', 'lead'].includes(one.level) ? [one.person] : [],
      );
    expect(canOperate('pickline')).toEqual(['mei']);
    const spread = ['nodes-a', 'nodes-b', 'nodes-c'].flatMap(
      (id) => map.components.get(id)?.domains ?? [],
    );
    expect(new Set(spread).size).toBe(3);
    expect(new Set(spread.map((zone) => map.domains.get(zone)?.parent))).toEqual(
      new Set(['eu-west-1']),
    );
    for (const relay of map.groups.get('holdfast-relays')?.members ?? []) {
      expect(map.dependencies.has(`${relay}>holdfast-certificate`)).toBe(true);
    }
    for (const member of map.groups.get('etcd-quorum')?.members ?? []) {
      expect(map.dependencies.has(`${member}>internal-dns`)).toBe(true);
    }
  });

  it('stands without what is needed only to restore', () => {
    const graph = graphOf(faultModelOf(map));
    if (!graph.ok) throw new Error('The map is not sound.');
    for (const id of ['storefront', 'orders-db']) {
      const pairs = findCutSets(graph.graph, mapNodes.component(id), { order: 2 }).list({
        limit: 1_000,
      });
      expect(pairs.omitted).toBe(0n);
      const events = pairs.sets.flatMap((set) => set.events);
      expect(events).toContain('failure/vault-1');
      const restoring = ['failure/backups', 'domain/fsn1', 'domain/hetzner'];
      expect(events.filter((event) => restoring.includes(event))).toEqual([]);
    }
  });

  it('has plans and drills that are about what is in its map, by people who are in it', () => {
    const text = readFileSync(new URL('drills.json', demo), 'utf8');
    const { plans } = demoDrillsSchema.parse(JSON.parse(text));
    expect(plans.length).toBeGreaterThanOrEqual(8);
    const names = plans.flatMap(({ owner, participants, drills }) => [
      owner,
      ...participants.map(({ person }) => person),
      ...drills.flatMap(({ by, findings }) => [by, ...findings.map((one) => one.owner ?? by)]),
    ]);
    expect(names.filter((name) => !owners.has(name))).toEqual([]);
    for (const part of ['components', 'domains', 'people'] as const) {
      const ids = plans.flatMap(({ scope }) => scope[part] ?? []);
      expect(ids.filter((id) => !map[part].has(id))).toEqual([]);
    }
  });

  it('has eight runbooks, all of which can be imported', () => {
    const decisions = planRunbookImport({ root: 'runbooks', files, existing: () => undefined });
    expect(decisions.map((decision) => decision.kind)).toEqual(Array(8).fill('create'));
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
