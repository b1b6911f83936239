import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { editComponent } from '../model/map-commands.ts';
import { mapContext } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import type { SourceFile } from './draft.ts';
import { planImports } from './plan-imports.ts';
import { readMapSources } from './read-sources.ts';

const catalog = (description: string): SourceFile => ({
  path: 'repo/catalog-info.yaml',
  text: `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: checkout, description: ${description} }
spec: { type: service, dependsOn: [component:db] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: db }
`,
});
const owners: SourceFile = { path: 'repo/CODEOWNERS', text: '/checkout/ @acme/pay\n' };
const deployment = (name: string, namespace = 'shop'): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec: { template: { spec: { containers: [{ name: a, image: b }] } } }
`;
const cluster: SourceFile = { path: 'repo/k8s.yaml', text: deployment('checkout') };
const files = [catalog('Pays'), owners, cluster];

function accept(doc: Y.Doc, some: readonly SourceFile[]) {
  const plan = planImports(doc, readMapSources(some).draft);
  for (const step of mapImportSteps(plan, mapContext())) step(doc);
  return plan;
}

const changed = ({ items }: ReturnType<typeof accept>) =>
  items
    .filter(({ kind }) => kind !== 'unchanged')
    .map(({ kind, name, fields }) => [
      kind,
      name,
      // What one kind of file says and another said before it stays, and is told again.
      ...fields.filter((one) => one.kind !== 'keep').map((one) => `${one.kind} ${one.field}`),
    ]);

describe('files of several kinds', () => {
  it('bring one component that all of them know, with where each has it', () => {
    const doc = new Y.Doc();
    const plan = accept(doc, files);
    const checkout = plan.items.filter(({ name }) => name === 'checkout');
    expect(checkout.map(({ kind, also = [] }) => [kind, also.map(({ from }) => from)])).toEqual([
      ['create', ['kubernetes', 'codeowners']],
    ]);
    const map = readMap(doc);
    expect(map.problems).toEqual([]);
    expect([...map.components.values()].map(({ name }) => name).toSorted()).toEqual([
      'checkout',
      'db',
    ]);
    const one = [...map.components.values()].find(({ name }) => name === 'checkout');
    expect(one).toMatchObject({
      description: 'Pays',
      ownerTeams: [expect.stringMatching(/^pay-/)],
    });
    expect(one?.sources.map(({ from, file }) => `${from} ${file}`).toSorted()).toEqual([
      'backstage repo/catalog-info.yaml',
      'codeowners repo/CODEOWNERS',
      'kubernetes repo/k8s.yaml',
    ]);
    expect(map.dependencies.size).toBe(1);
  });

  it('have no news the second time; afterwards only what they changed, and not what people did', () => {
    const doc = new Y.Doc();
    accept(doc, files);
    expect(changed(accept(doc, files))).toEqual([]);
    const id = [...readMap(doc).components.values()].find(({ name }) => name === 'checkout')?.id;
    editComponent(doc, id ?? '', { description: 'Ours', tier: '1' }, mapContext());
    expect(changed(accept(doc, [catalog('Theirs'), owners, cluster]))).toEqual([
      ['change', 'checkout', 'differs description'],
    ]);
    expect(readMap(doc).components.get(id ?? '')).toMatchObject({
      description: 'Ours',
      tier: '1',
    });
  });

  it('keep apart what one of them has twice by that name', () => {
    const doc = new Y.Doc();
    const twice = `${deployment('checkout')}---\n${deployment('checkout', 'test')}`;
    accept(doc, [catalog('Pays'), { path: 'repo/k8s.yaml', text: twice }]);
    const called = [...readMap(doc).components.values()].filter(({ name }) => name === 'checkout');
    expect(called).toHaveLength(3);
  });

  it('make the same map in one import as one after the other', () => {
    const name = fc.constantFrom('web', 'db', 'api', 'Checkout', 'checkout');
    const catalogOf = (names: readonly string[]) => ({
      path: 'catalog-info.yaml',
      text: names
        .map(
          (one) =>
            `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${one}, description: Of ${one} }\n`,
        )
        .join('---\n'),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(name),
        fc.uniqueArray(name),
        fc.uniqueArray(name),
        (some, run, owned) => {
          const kinds: readonly SourceFile[] = [
            catalogOf(some),
            { path: 'k8s.yaml', text: run.map((one) => deployment(one)).join('---\n') },
            { path: 'CODEOWNERS', text: owned.map((one) => `/${one}/ @acme/${one}\n`).join('') },
          ];
          const [whole, steps] = [new Y.Doc(), new Y.Doc()];
          accept(whole, kinds.toReversed());
          for (const one of kinds) accept(steps, [one]);
          expect(readMap(whole).components).toEqual(readMap(steps).components);
          expect(readMap(whole).teams).toEqual(readMap(steps).teams);
          expect(changed(accept(whole, kinds))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });
});
