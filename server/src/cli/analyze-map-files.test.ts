import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoFolder } from '../locations.ts';
import { createCommandFixture } from './command-fixture.ts';

const fixture = createCommandFixture();
let folder = '';
beforeEach(() => {
  folder = fixture.begin();
});
afterEach(() => fixture.cleanUp());

test('analyze reads a map from its file, and finds the faults that the demo has', async () => {
  fixture.put('map.yaml', readFileSync(join(demoFolder, 'map.yaml')));
  const spofsOf = async (target: string): Promise<string> => {
    const ran = await fixture.holdfast(
      'analyze',
      join(folder, 'map.yaml'),
      '--target',
      target,
      '--json',
    );
    expect(ran.messages).toBe('');
    return ran.data;
  };
  const database = await spofsOf('Orders database');
  expect(database).toContain('Internal resolver');
  expect(database).toContain('eu-west-1 (Dublin)');
  const holdfast = await spofsOf('holdfast');
  expect(holdfast).toContain('Certificate of *.holdfast.larkspur.example');
  expect(holdfast).toContain('Hetzner');
  expect(await spofsOf('Payments')).toContain('Paystone');
});

test('analyze says what it cannot read of a map, and refuses what is none', async () => {
  fixture.put(
    'map.yaml',
    'holdfast: map\ncomponents:\n  - { name: Web, layer: cloud, neds: [db] }\n',
  );
  const ran = await fixture.holdfast('analyze', join(folder, 'map.yaml'), '--target', 'Web');
  expect(ran.messages).toContain('"neds" is not a field that is known here.');
  expect(ran.messages).toContain('Web: Layer must be one of');
  expect(ran.exitCode).toBe(1);
  expect(ran.data).toContain('single point');
  fixture.put(
    'group.yaml',
    `holdfast: map
components: [{ id: c, name: C }, { id: a, name: A }, { id: b, name: B }]
groups:
  - { component: c, needs: 3, of: [a, b] }
`,
  );
  const group = await fixture.holdfast('analyze', join(folder, 'group.yaml'), '--target', 'c');
  expect(group.exitCode).toBe(1);
  expect(group.messages).toContain('group.yaml:4: A group cannot need 3 of 2 members');
  expect(group.data).toContain('2 single points of failure, and its own failure');
  fixture.put('words.yaml', 'a: 1\n');
  const none = await fixture.holdfast('analyze', join(folder, 'words.yaml'));
  expect(none).toMatchObject({ exitCode: 1 });
  expect(none.messages).toContain('There is neither a fault tree nor a map in');
  fixture.put('tree.xml', '<opsa-mef/>');
  const both = await fixture.holdfast(
    'analyze',
    join(folder, 'map.yaml'),
    join(folder, 'tree.xml'),
  );
  expect(both).toMatchObject({ exitCode: 2 });
});
