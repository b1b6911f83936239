import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, expectAccessible, expectSaved } from './journey-test.ts';
import { declare, goToLive, post, timeline } from './incident-room.ts';
import { accept, arrivesMs, test, writeRunbook } from './people-of-roles.ts';

const hourMs = 3_600_000;

/** Relays, commands and browsers are processes, and a machine may be busy. */
test.setTimeout(480_000);

/** All that a relay has noted, of whoever came and was refused. */
async function linesIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap((text) => text.split('\n'));
}

test('sealed access opened at one relay is seen at all three, written down everywhere, and ends', async ({
  fleet,
}) => {
  const { keyed } = fleet;
  const [first, second, third] = keyed.relays;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('three relays are needed');
  const ana = await fleet.letIn('Ana Ortiz', 'admin', 0);
  const vera = await fleet.letIn('Vera Okafor', 'viewer', 1);
  const sealed = await keyed.seal({
    ...{ name: 'Break-glass: safe', role: 'editor', life: '90m' },
    relays: [third.address],
  });
  const device = await fleet.newDevice();
  const page = await accept(device, sealed.link, 'Cleo Hart');
  const logOf = (dataDir: string): Promise<string> =>
    readFile(join(dataDir, 'audit', 'audit.jsonl'), 'utf8');

  await test.step('everybody sees it, whichever relay they came by', async () => {
    for (const screen of [page, ana.page, vera.page]) {
      const banner = screen.getByRole('complementary', { name: 'Break-glass access in use' });
      await expect(banner).toContainText(
        'Break-glass: safe is in use by Cleo Hart on Chrome on Linux',
        {
          timeout: arrivesMs,
        },
      );
    }
    await expectAccessible(vera.page, 'banner');
  });

  await test.step('what they write and where they are is theirs, and says how they came in', async () => {
    const who = 'Cleo Hart, by break-glass access';
    await declare(page, 'Checkout is down');
    await post(page, 'The safe is open');
    await expect(vera.page.getByRole('link', { name: 'Checkout is down' }).first()).toBeVisible({
      timeout: arrivesMs,
    });
    await goToLive(vera.page, 'Checkout is down');
    await expect(timeline(vera.page)).toContainText('The safe is open', { timeout: arrivesMs });
    await expect(timeline(vera.page)).toContainText(who);
    await expect(timeline(vera.page)).not.toContainText('Break-glass: safe');
    await expect(vera.page.getByText('Also here')).toContainText(who, { timeout: arrivesMs });
    // Past the time in which a signature may still be on its way.
    await timeline(vera.page)
      .getByRole('button', { name: /The safe is open/u })
      .click();
    await expect(vera.page.getByRole('menu')).toContainText('Signed by', { timeout: arrivesMs });
    await vera.page.keyboard.press('Escape');
    await expect(vera.page.locator('[data-proof]')).toHaveCount(0);
  });

  await test.step('it is written down at each relay, and in the workspace', async () => {
    for (const { dataDir } of keyed.relays) {
      await expect
        .poll(() => logOf(dataDir), { timeout: arrivesMs })
        .toMatch(new RegExp(`"what":"break-glass".*${sealed.tokenId}`, 'u'));
    }
    await ana.page.goto(`${ana.url}/access/audit`);
    await expect(ana.page.getByRole('list', { name: 'In the workspace' })).toContainText(
      'Cleo Hart used “Break-glass: safe”.',
    );
    await expectAccessible(ana.page, 'audit');
  });

  await test.step('it allows what it says, and lasts as long as it says', async () => {
    await writeRunbook(page, 'Written in need', 'Call the bank.\n');
    await expectSaved(page, 'Saved on 2 relays', arrivesMs);
    await keyed.killAll();
    keyed.setClockAhead(2 * hourMs);
    await keyed.startAll();
    await expect(page.getByText('The access of this device has ended.')).toBeVisible({
      timeout: arrivesMs,
    });
    await expect(page.getByRole('article')).toContainText('Call the bank.');
    await expectAccessible(page, 'whose sealed access ended');
    // Nobody else's access ends that soon.
    const refused = async (): Promise<boolean> => {
      const folders = keyed.relays.map(({ dataDir }) => join(dataDir, 'audit'));
      const lines = (await Promise.all(folders.map(linesIn))).flat();
      return lines.some((line) =>
        /"what":"refused".*"reason":"expired"|"reason":"expired".*"what":"refused"/u.test(line),
      );
    };
    await expect.poll(refused, { timeout: arrivesMs }).toBe(true);
    // Who was let in for longer goes on.
    await expectSaved(ana.page, 'Saved on 2 relays', arrivesMs);
  });
});
