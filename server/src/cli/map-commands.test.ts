import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Relay } from '../relay/relay.ts';
import { createCommandFixture, type Ran } from './command-fixture.ts';

const fixture = createCommandFixture();
let relay: Relay;
let folder: string;
beforeEach(async () => {
  folder = fixture.begin();
  relay = await fixture.start();
});
afterEach(() => fixture.cleanUp());

const holdfast = (...args: string[]): Promise<Ran> =>
  fixture.holdfast(...args, `--relay=${relay.address}`, '--workspace=demo');

interface Spofs {
  readonly spofs: readonly { readonly name: string }[];
}

function catalog(needs: string): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: web, title: Web shop }
spec: { type: website, owner: team-a, dependsOn: [${needs}] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: db }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: team-a }
`;
}

describe('import map', () => {
  test('takes files of several kinds in, says what dangles, and only what changed again', async () => {
    fixture.put('in/catalog.yaml', catalog('component:db, gone'));
    fixture.put('in/sub/compose.yaml', 'services:\n  cache: { image: redis }\n');
    fixture.put('in/README.md', '# Nothing of the map');
    const dry = await holdfast('import', 'map', join(folder, 'in'), '--dry-run');
    expect(dry.data).toContain('Read 2 files (backstage, compose)');
    expect(dry.data).toContain('3 components, 2 dependencies, 1 team would be created');
    expect((await holdfast('list', 'components')).data).toBe('');

    const first = await holdfast('import', 'map', join(folder, 'in'));
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.data).toContain('3 components, 2 dependencies, 1 team created');
    expect(first.data).toContain(
      'Refers to what is not there: 1\n  in/catalog.yaml:1  component:default/web depends on component:default/gone, which no file has.',
    );
    const again = await holdfast('import', 'map', join(folder, 'in'));
    expect(again.data).toContain('Nothing new: the map has it all');
    expect(again.messages).toBe('Nothing to write.\n');

    fixture.put('in/catalog.yaml', catalog('').replace('Web shop', 'Shop'));
    const changed = await holdfast('import', 'map', join(folder, 'in'));
    expect(changed.data).toContain('1 component changed');
    expect(changed.data).toContain('  Web shop  name  Web shop → Shop');
    expect(changed.data).toContain('No longer in the files, kept (--remove-gone deletes): 2');
    const removed = await holdfast('import', 'map', join(folder, 'in'), '--remove-gone', '--json');
    expect(JSON.parse(removed.data)).toMatchObject({ dryRun: false, savedOnRelays: 1 });
    expect((await holdfast('show', 'map')).data).toMatch(/Dependencies +0\n/);
  });

  test('deletes only what the same files brought, however folders are called', async () => {
    const component = (name: string): string =>
      `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\n`;
    fixture.put('x/svc/catalog.yaml', component('alpha'));
    fixture.put('x/svc/more.yaml', component('beta'));
    fixture.put('y/svc/catalog.yaml', component('gamma'));
    await holdfast('import', 'map', join(folder, 'x/svc'));
    const other = await holdfast('import', 'map', join(folder, 'y/svc'), '--remove-gone');
    expect(other.data).not.toContain('No longer in the files');
    rmSync(join(folder, 'x/svc/more.yaml'));
    const both = await holdfast(
      ...['import', 'map', join(folder, 'x/svc'), join(folder, 'y/svc'), '--remove-gone'],
    );
    expect(both.data).toMatch(/Read 2 files[^]*No longer in the files, deleted: 1\n {2}beta/);
    fixture.put('x/svc/catalog.yaml', '# nothing any more\n');
    const empty = await holdfast('import', 'map', join(folder, 'x/svc'));
    expect(empty.data).toContain('kept (--remove-gone deletes): 1\n  alpha');
    const list = (await holdfast('list', 'components')).data;
    expect(list).toMatch(/alpha[^]*gamma/);
    expect(list).not.toContain('beta');
  });

  test('says what to do where there is nothing for the map', async () => {
    fixture.put('in/README.md', '# Words');
    const none = await holdfast('import', 'map', join(folder, 'in'));
    expect(none).toMatchObject({ exitCode: 1 });
    expect(none.messages).toContain('There is nothing for the map in');
  });
});

describe('the map on the command line', () => {
  test('is written as YAML, Backstage, MEF and Mermaid, and YAML reads back as it was', async () => {
    await holdfast('import', 'demo');
    const out = join(folder, 'map.yaml');
    expect((await holdfast('export', 'map', '--out', out)).data).toMatch(
      /^\d+ components written to /,
    );
    const text = readFileSync(out, 'utf8');
    const again = await holdfast('import', 'map', out, '--dry-run', '--json');
    const items = (JSON.parse(again.data) as { items: { fields: unknown[]; result: string }[] })
      .items;
    expect(items.flatMap(({ fields }) => fields)).toEqual([]);
    const elsewhere = ['--workspace=copy', `--relay=${relay.address}`];
    await fixture.holdfast('import', 'map', out, ...elsewhere);
    const copy = await fixture.holdfast('export', 'map', '--out', '-', ...elsewhere);
    expect(copy.data).toBe(text);
    const mermaid = await holdfast('export', 'map', '--format', 'mermaid', '--out', '-');
    expect(mermaid.data).toMatch(/^flowchart TD\n/);
    expect((await holdfast('export', 'map', '--format=backstage', '--out', '-')).data).toContain(
      'kind: Resource',
    );
    const tree = join(folder, 'map.xml');
    await holdfast('export', 'map', '--format=mef', '--out', tree);
    const ofTree = await fixture.holdfast('analyze', tree, '--target=down_storefront', '--json');
    const ofMap = await holdfast('analyze', '--target=storefront', '--json');
    const [fromTree, fromMap] = [ofTree, ofMap].map(({ data }) => JSON.parse(data) as Spofs);
    const namesOf = (report?: Spofs) => report?.spofs.map(({ name }) => name).toSorted();
    expect(namesOf(fromTree)).toEqual(namesOf(fromMap));
    expect(fromMap?.spofs.length).toBeGreaterThan(0);
    const wrong = await holdfast('export', 'map', '--format', 'json', '--out', '-');
    expect(wrong).toMatchObject({
      exitCode: 2,
      messages: 'The map is written as yaml, backstage, mef, mermaid, not as json.\n',
    });
  });

  test('lists and shows components and people', async () => {
    await holdfast('import', 'demo');
    expect((await holdfast('list', 'components')).data).toMatch(
      /^Pickline +software +service +Warehouse, Mei Zhao +3 +pickline$/m,
    );
    expect((await holdfast('list', 'people')).data).toMatch(
      /^Mei Zhao +Engineer +Warehouse +email mei@larkspur.example, phone /m,
    );
    const people = JSON.parse((await holdfast('list', 'people', '--json')).data) as {
      name: string;
    }[];
    expect(people.map(({ name }) => name)).toContain('Ines Okafor');
    const shown = (await holdfast('show', 'component:orders database')).data;
    expect(shown).toMatch(/^Needs +1 of 3: pg-1, pg-2, pg-3$/m);
    expect(shown).toMatch(/^Can lead +Tomas Lindqvist \(said, 2026-10-30\)$/m);
    expect((await holdfast('show', 'person:mei')).data).toMatch(
      /^Away +2026-12-21 to 2026-12-27$/m,
    );
    const missing = await holdfast('show', 'component:Storefrnt');
    expect(missing).toMatchObject({
      exitCode: 1,
      messages: 'There is no component called Storefrnt in the map. Did you mean Storefront?\n',
    });
  });
});
