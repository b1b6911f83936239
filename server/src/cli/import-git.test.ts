import { join } from 'node:path';
import { addComponent } from '@holdfast/shared/model/map-commands';
import { mapDocument, readMap } from '@holdfast/shared/model/map';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { addPerson, setKnowledge } from '@holdfast/shared/model/map-people-commands';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { nodeRandom } from '../relay/node-clock.ts';
import { createRelayFixture } from '../relay/relay-fixture.ts';
import type { Ran } from './command-fixture.ts';
import { createOwnershipFixture } from './ownership-fixture.ts';
import { openSession } from './session.ts';

const relays = createRelayFixture();
const { begin, cleanUp, commit, git, holdfast } = createOwnershipFixture();
let url = '';
let folder = '';
let tests = 0;
let workspace = '';

async function change(edit: (doc: Y.Doc) => void): Promise<void> {
  const session = await openSession({ relays: [url], workspace });
  await session.change(mapDocument, (doc) => {
    edit(doc);
    return true;
  });
  await session.saved();
  await session.close();
}

async function map(): Promise<MapValue> {
  const session = await openSession({ relays: [url], workspace });
  const doc = await session.read(mapDocument);
  await session.close();
  if (doc === undefined) throw new Error('no map');
  return readMap(doc);
}

async function known(): Promise<readonly string[]> {
  const { knowledge, people, components } = await map();
  return [...knowledge.values()]
    .map(
      ({ person, component, level, source }) =>
        `${people.get(person)?.name ?? ''}: ${components.get(component)?.name ?? ''} ${level} (${source})`,
    )
    .toSorted();
}

function importGit(...args: readonly string[]): Promise<Ran> {
  return holdfast(
    ...['import', 'git', join(folder, 'shop'), '--relay', url],
    '--workspace',
    workspace,
    ...args,
  );
}

beforeAll(async () => {
  url = String((await relays.start()).address);
});
afterAll(() => relays.cleanUp());

beforeEach(async () => {
  folder = begin();
  tests += 1;
  workspace = `map-${tests}`;
  git('.', 'init', '--quiet', '--initial-branch=main', 'shop');
  commit('shop', 'Ana', { 'pay/a.ts': 'a\n', 'pay/b.ts': 'b\n' });
  commit('shop', 'Ben', { 'web/c.ts': 'c\n' });
  const context = { nowMs: 1, by: 'Cem', random: nodeRandom };
  await change((doc) => {
    addComponent(doc, { id: 'pay', name: 'Payments', aliases: ['checkout'] }, context);
    addComponent(doc, { id: 'web', name: 'Website' }, context);
    addPerson(
      doc,
      { id: 'ana', name: 'Ana', contacts: [{ kind: 'email', value: 'ana@example.org' }] },
      context,
    );
    setKnowledge(
      doc,
      { person: 'ana', component: 'web', level: 'lead', on: '2026-01-01' },
      context,
    );
  });
});
afterEach(cleanUp);

describe('holdfast import git', () => {
  it('tells the map who knows which component, and only says so with --dry-run', async () => {
    const args = ['--component=payments', '--component-path', './web/=web'];
    const before = await map();
    const dry = await importGit(...args, '--dry-run');
    expect(dry).toMatchObject({ exitCode: 0 });
    expect(dry.data).toContain('2 entries of knowledge would be added');
    expect(await map()).toEqual(before);
    const ran = await importGit(...args);
    expect(ran).toMatchObject({
      exitCode: 0,
      messages: expect.stringContaining('Saved on 1 relay'),
    });
    expect(await known()).toEqual([
      ...['Ana: Payments operate (git-shop)', 'Ana: Website lead (said)'],
      'Ben: Website operate (git-shop)',
    ]);
    const again = await importGit(...args);
    expect(again.messages).toContain('Nothing to write');
    expect(again.data).toContain('0 entries of knowledge added, 0 changed, 2 unchanged');
  });

  it('keeps people’s words, and takes back only its own', async () => {
    await importGit('--component=checkout');
    expect(await known()).toContain('Ben: Payments operate (git-shop)');
    commit('shop', 'Ana', { 'web/c.ts': undefined });
    const ran = await importGit('--component=checkout', '--json');
    expect(JSON.parse(ran.data)).toMatchObject({
      source: 'git-shop',
      complete: true,
      takenBack: [{ component: 'pay' }],
      components: [{ name: 'Payments', files: 2, truckFactor: 1, recentTruckFactor: 1 }],
    });
    expect(await known()).toEqual(['Ana: Payments operate (git-shop)', 'Ana: Website lead (said)']);
  });

  it('says what it lacks, and writes nothing', async () => {
    const before = await map();
    const refusals: readonly (readonly [readonly string[], number, string])[] = [
      [[], 2, '--component NAME'],
      [['--component=Paymets'], 1, 'Did you mean Payments?'],
      [['--component-path=web'], 2, 'services/pay=Payments'],
      [['--component-path=nowhere=Website'], 1, 'No file that counts'],
    ];
    for (const [args, exitCode, words] of refusals) {
      expect(await importGit(...args)).toMatchObject({
        ...{ exitCode, data: '', messages: expect.stringContaining(words) },
      });
    }
    expect(await map()).toEqual(before);
    const elsewhere = ['--relay', url, '--workspace', 'not-there', '--component=x'];
    expect(await holdfast('import', 'git', join(folder, 'shop'), ...elsewhere)).toMatchObject({
      exitCode: 1,
    });
  });
});
