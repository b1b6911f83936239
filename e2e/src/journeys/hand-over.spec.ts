import { join } from 'node:path';
import { createHandoverWriter } from '@holdfast/shared/protocol/handover-file';
import type { Page } from '@playwright/test';
import { createRelays } from '../relays.ts';
import {
  createRunbook,
  expect,
  expectAccessible,
  expectAppKept,
  expectAtEnd,
  expectSaved,
  openRunbook,
  test,
  typeAtEnd,
} from './journey-test.ts';

async function openSync(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Sync' }).first().click();
  await expect(page.getByRole('heading', { name: 'Hand over by file' })).toBeVisible();
}

/** Chooses files for "Open a file…". */
async function openFile(page: Page, file: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file…' }).click();
  await (await choosing).setFiles(file);
}

/** Drops a file onto the page, as a person would from a folder. */
async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.evaluate(
    ({ name, content }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(content)], name));
      const event = new DragEvent('drop', {
        dataTransfer: transfer,
        bubbles: true,
        cancelable: true,
      });
      document.querySelector('main')?.dispatchEvent(event);
    },
    { name, content: [...bytes] },
  );
}

test('two devices that share no relay hand changes over, by file, by text and by drop', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  test.setTimeout(240_000);
  const elsewhere = await createRelays({ count: 1 });
  try {
    await elsewhere.startAll();
    const [a] = relaySet.relays;
    const [b] = elsewhere.relays;
    if (a === undefined || b === undefined) throw new Error('no relays');
    const here = await device.open(`${a.url}/runbooks`);
    const there = await otherDevice.open(`${b.url}/runbooks`);
    await expectAppKept(here);
    await expectAppKept(there);
    await device
      .context()
      .grantPermissions(['clipboard-read', 'clipboard-write'], { origin: a.url });
    await relaySet.killAll();
    await createRunbook(here, 'Cut the mains', '\nTurn the key to the left.');
    await expectSaved(here, /On this device only: \d+ changes?/);

    const file = await test.step('one saves what no relay has', async () => {
      await openSync(here);
      await expect(
        here.getByText(/^\d+ documents? (?:has|have) changes that are on no relay/),
      ).toBeVisible();
      await expectAccessible(here, 'sync with unsent changes');
      const downloading = here.waitForEvent('download');
      await here.getByRole('button', { name: 'Save these changes' }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toMatch(/^demo-changes-.*\.holdfast$/);
      const path = join(folder, 'changes.holdfast');
      await download.saveAs(path);
      return path;
    });
    const text = await test.step('and copies it as text', async () => {
      await here.getByRole('button', { name: 'Copy them as text' }).click();
      await expect(here.getByText(/^Copied\. Paste all of it/)).toBeVisible();
      return here.evaluate(() => navigator.clipboard.readText());
    });
    expect(text).toContain('Changes of the Holdfast workspace demo: ');

    await test.step('the other opens it; the second time nothing changes', async () => {
      await openSync(there);
      await openFile(there, file);
      await expect(there.getByText(/^Merged changes into \d/)).toBeVisible();
      await expectSaved(there, 'Saved on 1 relay');
      await openFile(there, file);
      const again = there.getByText('This device already had all of it. Nothing changed.');
      await expect(again).toBeVisible();
      await openRunbook(there, 'Cut the mains');
      await expect(there.getByText('Turn the key to the left.')).toBeVisible();
    });

    await test.step('the same as text, quoted by a mail program, changes nothing either', async () => {
      await openSync(there);
      await there.getByRole('button', { name: 'Paste text…' }).click();
      const dialog = there.getByRole('dialog');
      await expect(dialog.getByRole('textbox')).toBeFocused();
      await expectAccessible(there, 'paste dialog');
      await dialog.getByRole('textbox').fill('hello');
      await dialog.getByRole('button', { name: 'Take in' }).click();
      await expect(dialog.getByText(/^There are no Holdfast changes in this/)).toBeVisible();
      await dialog.getByRole('textbox').fill(text.slice(0, -60));
      await dialog.getByRole('button', { name: 'Take in' }).click();
      await expect(dialog.getByText(/^The text is not whole/)).toBeVisible();
      await dialog.getByRole('textbox').fill(text.replaceAll(/^/gm, '> '));
      await dialog.getByRole('button', { name: 'Take in' }).click();
      await expect(dialog).toBeHidden();
      await expect(there.getByText(/already had all of it/).first()).toBeVisible();
    });

    await test.step('what the other adds goes back by drop, and is said to be on this device only', async () => {
      await elsewhere.killAll();
      await openRunbook(there, 'Cut the mains');
      await there.keyboard.press('e');
      await typeAtEnd(there, '\nThen wait for a minute.');
      await expectSaved(there, /On this device only: \d+ changes?/);
      await openSync(there);
      const downloading = there.waitForEvent('download');
      await there.getByRole('button', { name: 'Save these changes' }).click();
      const stream = await (await downloading).createReadStream();
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(chunk);
      await dropFile(here, 'back.holdfast', Buffer.concat(chunks));
      await expect(here.getByText(/^Merged changes into \d/)).toBeVisible();
      await expectSaved(here, /On this device only: \d+ changes?/);
      await openRunbook(here, 'Cut the mains');
      await here.keyboard.press('e');
      await expectAtEnd(here, 'Then wait for a minute.');
      await expectAtEnd(here, 'Turn the key to the left.');
    });

    await test.step('another workspace and other files are refused', async () => {
      await dropFile(here, 'x.holdfast', createHandoverWriter('payments').finish());
      const words = 'These changes are of the workspace payments; here is demo.';
      await expect(here.getByText(words)).toBeVisible();
      await dropFile(here, 'broken.holdfast', Uint8Array.of(1, 2, 3));
      await expect(here.getByText(/^There are no Holdfast changes in this/)).toBeVisible();
    });

    await test.step('relays that come back get it all', async () => {
      await relaySet.startAll();
      await expectSaved(here, 'Saved on 2 relays', 60_000);
    });
  } finally {
    await elsewhere.dispose();
  }
});
