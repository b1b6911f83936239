import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mapContext } from '../model/map-fixture.ts';
import { readMap, readMapItems } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import type { SourceFile } from './draft.ts';
import { planImports } from './plan-imports.ts';
import { readMapSources, type SourcesSeen } from './read-sources.ts';

const backstage = (...names: readonly string[]): string =>
  names
    .map(
      (name) =>
        `---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\n`,
    )
    .join('');

const file = (path: string, text: string, place?: string): SourceFile => ({ path, text, place });

/** Imports, deletes what is gone, and says what that was. */
function take(doc: Y.Doc, files: readonly SourceFile[], seen?: SourcesSeen): readonly string[] {
  const plan = planImports(doc, readMapSources(files, undefined, seen).draft);
  for (const step of mapImportSteps(plan, mapContext(), { accepts: () => true })) step(doc);
  return plan.items.filter(({ kind }) => kind === 'gone').map(({ name }) => name);
}

const names = (doc: Y.Doc): readonly string[] =>
  [...readMap(doc).components.values()].map(({ name }) => name).toSorted();

describe('the place of a file', () => {
  it('keeps a folder apart from another that is called the same, told or not', () => {
    for (const [x, y] of [
      ['x/svc', 'y/svc'],
      [undefined, undefined],
    ] as const) {
      const doc = new Y.Doc();
      const at = (place: string | undefined): string | undefined =>
        place && `${place}/catalog.yaml`;
      const svc = [{ path: 'svc', place: x }];
      take(doc, [file('svc/catalog.yaml', backstage('alpha', 'beta'), at(x))], {
        folders: svc,
        unread: [],
      });
      const other = { folders: [{ path: 'svc', place: y }], unread: [] };
      expect(take(doc, [file('svc/catalog.yaml', backstage('gamma'), at(y))], other)).toEqual([]);
      expect(names(doc)).toEqual(['alpha', 'beta', 'gamma']);
      expect(take(doc, [file('svc/catalog.yaml', backstage('gamma'), at(y))], other)).toEqual([]);
      const one = [file('svc/catalog.yaml', backstage('alpha'), at(x))];
      expect(take(doc, one, { folders: svc, unread: [] })).toEqual(['beta']);
      expect(names(doc)).toEqual(['alpha', 'gamma']);
    }
  });

  it('lets nothing go that another repository brings, too', () => {
    const doc = new Y.Doc();
    const [x, y] = ['x/catalog.yaml', 'y/catalog.yaml'];
    take(doc, [file('catalog.yaml', backstage('db', 'alpha'), x)]);
    take(doc, [file('catalog.yaml', backstage('db', 'gamma'), y)]);
    expect(take(doc, [file('catalog.yaml', backstage('gamma'), y)])).toEqual([]);
    expect(names(doc)).toEqual(['alpha', 'db', 'gamma']);
  });

  it('keeps single files apart that are called the same', () => {
    const doc = new Y.Doc();
    take(doc, [file('catalog.yaml', backstage('alpha'))]);
    expect(take(doc, [file('catalog.yaml', backstage('gamma'))])).toEqual([]);
  });

  it('tells of nothing that it is gone that was imported before places were kept', () => {
    const doc = new Y.Doc();
    take(doc, [file('svc/catalog.yaml', backstage('alpha', 'beta'))]);
    const sources = doc.getMap('components');
    for (const [key, value] of sources.entries()) {
      if (!key.includes('/sources/') || typeof value !== 'object' || value === null) continue;
      sources.set(key, { ...value, place: undefined, file: 'svc/catalog.yaml', brought: '{}' });
    }
    expect(take(doc, [file('svc/catalog.yaml', backstage('alpha'))])).toEqual([]);
    expect(
      [...readMapItems(doc).components.values()].map(({ sources: all }) => all.length),
    ).toEqual([1, 1]);
    expect(take(doc, [file('svc/catalog.yaml', backstage('alpha', 'beta'))])).toEqual([]);
    expect(take(doc, [file('svc/catalog.yaml', backstage('alpha'))])).toEqual(['beta']);
  });
});

describe('what is gone', () => {
  const at = (name: string, text: string): SourceFile => file(`svc/${name}`, text, `r/svc/${name}`);
  const seen = { folders: [{ path: 'svc', place: 'r/svc' }], unread: [] };

  it('is what was in a file that a folder no longer has, or that has nothing now', () => {
    const doc = new Y.Doc();
    const compose = 'services:\n  cache: { image: redis }\n';
    take(
      doc,
      [at('a.yaml', backstage('a')), at('b.yaml', backstage('b')), at('c.yaml', compose)],
      seen,
    );
    expect(take(doc, [at('a.yaml', backstage('a'))])).toEqual([]);
    expect(take(doc, [at('a.yaml', backstage('a')), at('b.yaml', '')], seen)).toEqual([
      'b',
      'cache',
    ]);
    expect(take(doc, [at('a.yaml', '# nothing')])).toEqual(['a']);
  });

  it('is found without places, too, by what the folder still has', () => {
    const doc = new Y.Doc();
    const bare = { folders: [{ path: 'svc' }], unread: [] };
    const [a, b] = [file('svc/a.yaml', backstage('a')), file('svc/b.yaml', backstage('b'))];
    take(doc, [a, b], bare);
    expect(take(doc, [a], bare)).toEqual(['b']);
  });

  it('is not what is in files that could not be read', () => {
    const doc = new Y.Doc();
    take(doc, [at('a.yaml', backstage('a')), at('b.yaml', backstage('b'))], seen);
    expect(take(doc, [at('a.yaml', backstage('a')), at('b.yaml', 'a: [')], seen)).toEqual([]);
    const unread = { ...seen, unread: ['svc/b.yaml'] };
    expect(take(doc, [at('a.yaml', backstage('a'))], unread)).toEqual([]);
  });

  it('is only what the kind of file brought that was asked for', () => {
    const doc = new Y.Doc();
    take(doc, [at('a.yaml', backstage('a')), at('c.csv', 'name\nb\n')], seen);
    const files = [at('c.csv', 'name\nc\n')];
    const { items } = planImports(doc, readMapSources(files, 'csv', seen).draft);
    expect(items.flatMap(({ kind, name }) => (kind === 'gone' ? name : []))).toEqual(['b']);
  });
});
