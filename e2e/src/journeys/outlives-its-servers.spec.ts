import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runHoldfast } from '../command-line.ts';
import {
  expect,
  expectAppKept,
  expectAtEnd,
  expectSaved,
  openEditor,
  test,
  typeAtEnd,
} from './journey-test.ts';

test.use({ relayCount: 3 });

const repository = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const corpora = join(repository, '../shared/data/runbooks');

interface Material {
  readonly name: string;
  /** Folders to import. */
  readonly folders: readonly string[];
  /** The runbook that both people edit, and its file below the exported folder. */
  readonly title: string;
  readonly file: string;
}

const materials: readonly Material[] = [
  {
    name: 'our own runbooks',
    folders: [join(repository, 'demo/runbooks')],
    title: 'Restore from backup',
    file: 'runbooks/restore-from-backup.md',
  },
  {
    name: 'four hundred real ones',
    folders: [join(corpora, 'openshift/alerts'), join(corpora, 'prometheus-operator/content')],
    title: 'NodeFilesystemSpaceFillingUp',
    file: 'alerts/cluster-monitoring-operator/NodeFilesystemSpaceFillingUp.md',
  },
];

for (const material of materials) {
  test(`two people edit ${material.name} and lose nothing when every server dies`, async ({
    device,
    otherDevice,
    relaySet,
    folder,
  }) => {
    const missing = material.folders.find((path) => !existsSync(path));
    test.skip(missing !== undefined, `${missing ?? ''} is not on this machine`);
    test.setTimeout(240_000);
    const [a, b, c] = relaySet.relays;
    if (a === undefined || b === undefined || c === undefined)
      throw new Error('three relays are needed');
    const files = await importAll(folder, material, a.url);

    const here = await device.open(`${a.url}/runbooks`);
    const there = await otherDevice.open(`${b.url}/runbooks`);
    await openEditor(here, material.title);
    await openEditor(there, material.title);
    await typeAtEnd(here, '\nfirst line from here');
    await expectAtEnd(there, 'first line from here');
    await typeAtEnd(there, '\nsecond line from there');
    await expectAtEnd(here, 'second line from there');
    await expect(here.locator('.cm-person-caret').first()).toBeAttached();
    await expectSaved(here, 'Saved on 2 relays');
    await expectSaved(there, 'Saved on 2 relays');

    await expectAppKept(here);
    await expectAppKept(there);

    await test.step('the relay that served one of them dies', async () => {
      await a.kill();
      await typeAtEnd(here, '\nthird line, relay A is dead');
      await expectAtEnd(there, 'third line, relay A is dead');
      await expectSaved(here, 'Saved on 2 relays');
    });

    await test.step('all relays die, both go on', async () => {
      await relaySet.killAll();
      await typeAtEnd(here, '\nfourth line, alone here');
      await typeAtEnd(there, '\nfifth line, alone there');
      await expectSaved(here, 'On this device only: 1 change');
      // It may also hold what it heard last, until a relay has said that it is on its disk.
      await expectSaved(there, /On this device only: \d+ changes?/);
    });

    const again = await test.step('one browser is closed and opened again', async () => {
      await device.close();
      await device.reopen();
      const page = await device.open(`${a.url}/runbooks`);
      await openEditor(page, material.title);
      await expectAtEnd(page, 'fourth line, alone here');
      await expectSaved(page, /On this device only: \d+ changes?/);
      return page;
    });

    await test.step('the relays come back, one with an empty disk, and all converge', async () => {
      await c.wipe();
      await relaySet.startAll();
      await expectSaved(again, 'Saved on 2 relays', 60_000);
      await expectSaved(there, 'Saved on 2 relays', 60_000);
      await expectAtEnd(again, 'fifth line, alone there');
      await expectAtEnd(there, 'fourth line, alone here');
    });

    await test.step('every relay gives all files, the edited one with all lines', async () => {
      for (const relay of relaySet.relays) {
        const out = join(folder, relay.name);
        await expect(async () => {
          await runHoldfast(folder, [
            'export',
            '--relay',
            relay.url,
            '--workspace',
            'demo',
            '--out',
            out,
          ]);
          const edited = await readFile(join(out, material.file), 'utf8');
          for (const line of [
            'first line',
            'second line',
            'third line',
            'fourth line',
            'fifth line',
          ]) {
            expect(edited).toContain(line);
          }
        }).toPass({ timeout: 60_000 });
        for (const [path, bytes] of files) {
          if (path === material.file) continue;
          expect(bytes.equals(await readFile(join(out, path))), `${relay.name}: ${path}`).toBe(
            true,
          );
        }
      }
    });
  });
}

/** Imports copies of the material's folders; returns what export must give back. */
async function importAll(
  folder: string,
  material: Material,
  relay: string,
): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const source of material.folders) {
    const copy = join(folder, 'in', relative(dirname(source), source));
    await mkdir(dirname(copy), { recursive: true });
    await cp(source, copy, { recursive: true });
    await writeFile(join(copy, 'not-text.md'), new Uint8Array([0xff, 0xfe, 0x00]));
    await runHoldfast(folder, [
      'import',
      'runbooks',
      copy,
      '--relay',
      relay,
      '--workspace',
      'demo',
    ]);
    for (const path of await readdir(source, { recursive: true })) {
      if (!path.endsWith('.md')) continue;
      files.set(join(relative(dirname(source), source), path), await readFile(join(source, path)));
    }
  }
  return files;
}
