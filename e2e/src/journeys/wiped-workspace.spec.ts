import type { Page } from '@playwright/test';
import { declare } from './incident-room.ts';
import { callMe, expect, expectSaved, goToPlace, test } from './journey-test.ts';
import { readRunbook, writeRunbook } from './people-of-roles.ts';
import { whereIs } from './raw-storage.ts';
import { createKeyOfWorkspace } from './signing.ts';
import { keepCard, keyedRelay, orderTo } from './wipe-orders.ts';

// Of more, the one that turns the device away would only stand by.
test.use({ relayCount: 1 });

/** What somebody has on a device in one workspace, each in a place of its own. */
const ordered = {
  title: 'Where the keys lie',
  text: 'Under the mat of the porch.',
  incident: 'The lock does not turn',
  draft: 'half a line about the lock',
  comment: 'half a comment about the mat',
  mail: 'locksmith@example.org',
};
const other = {
  title: 'Restart the printer',
  text: 'Hold the green button.',
  incident: 'The printer smokes',
  draft: 'half a line about the smoke',
  comment: 'half a comment about the button',
  mail: 'printer@example.org',
};
type Words = typeof ordered;

test('an order to delete one workspace’s copy leaves that of another whole, with drafts and settings', async ({
  device,
  relaySet,
}) => {
  test.setTimeout(240_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  const at = (path: string, workspace: string): string =>
    `${relay.url}/${path}?workspace=${workspace}`;
  const key = await createKeyOfWorkspace('demo');
  let release = (): void => undefined;
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  // It says nothing until the admin has ordered it.
  const keeper = await keyedRelay(key, async (jkt) => {
    await isReleased;
    return orderTo(jkt, key);
  });

  let page = await device.open(at('runbooks', 'ops'));
  await test.step('somebody works in two workspaces in one browser', async () => {
    await work(page, other);
    await callMe(page, 'Zoë Ruiz');
    await page.getByLabel('Shortcuts of a single key').uncheck();
    await page.goto(at('runbooks', 'demo'));
    await work(page, ordered);
    await page.evaluate(keepWhoIsWho, { demo: ordered.mail, ops: other.mail });
    await page.evaluate(
      keepCard,
      await key.issue({ sub: 'ana', name: 'Ana', role: 'editor', jti: 'lost' }),
    );
    await page.goto(at('sync', 'demo'));
    await page.getByLabel('Address of a relay').fill(keeper.address);
    await page.getByLabel('Address of a relay').press('Enter');
    await expect(page.getByRole('main')).toContainText(new URL(keeper.address).host);
    await device.close();
    await device.reopen();
    page = await device.open(at('runbooks', 'ops'));
    await beginComment(page, other);
    await page.goto(at('runbooks', 'demo'));
    await beginComment(page, ordered);
    // What is looked for afterwards is found as long as it is there.
    for (const words of [ordered, other]) {
      await expect.poll(() => found(page, words)).toEqual(Object.values(words).toSorted());
    }
  });

  const second = await device.open(at('runbooks', 'demo'));
  const others = await device.open(at('runbooks', 'ops'));
  await expect(others.getByRole('link', { name: other.title }).first()).toBeVisible();
  await expect(second.getByRole('link', { name: ordered.title }).first()).toBeVisible();
  release();
  for (const tab of [page, second]) {
    await expect(
      tab.getByRole('heading', { name: 'The copy of “demo” on this device was deleted' }),
    ).toBeVisible({ timeout: 90_000 });
  }

  await test.step('nothing of it is left, wherever one looks', async () => {
    for (const tab of [page, second, others]) expect(await found(tab, ordered)).toEqual([]);
    const names = await page.evaluate(async () => [
      ...(await indexedDB.databases()).map(({ name = '' }) => name),
      ...Object.entries(localStorage).flat(),
    ]);
    expect(names.filter((name) => name.includes('demo'))).toEqual([]);
    expect(await page.evaluate(() => Object.keys(sessionStorage))).not.toContainEqual(
      expect.stringContaining('demo/'),
    );
  });

  await test.step('the other is whole, also where no relay answers', async () => {
    expect(await found(page, other)).toEqual(Object.values(other).toSorted());
    await relaySet.killAll();
    await others.reload();
    await readRunbook(others, other.title);
    await expect(others.getByText(other.text)).toBeVisible();
    await others.getByRole('link', { name: 'Incidents' }).first().click();
    await others.getByRole('link', { name: other.incident }).first().click();
    await expect(others.getByLabel('Write on the timeline')).toHaveValue(other.draft);
    await goToPlace(others, 'Settings');
    await expect(others.getByLabel('Your name')).toHaveValue('Zoë Ruiz');
    await expect(others.getByLabel('Shortcuts of a single key')).not.toBeChecked();
    // In the tab that was told so, the comment that was begun there is gone on with.
    await page.goto(at('runbooks', 'ops'));
    await readRunbook(page, other.title);
    await expect(page.getByRole('textbox', { name: 'Your comment' })).toHaveValue(other.comment);
  });
  await keeper.close();
});

async function work(page: Page, { title, text, incident, draft }: Words): Promise<void> {
  await writeRunbook(page, title, text);
  await declare(page, incident);
  await page.getByLabel('Write on the timeline').fill(draft);
  await expectSaved(page, 'Saved on');
}

async function beginComment(page: Page, { title, text, comment }: Words): Promise<void> {
  await readRunbook(page, title);
  const bar = page.getByRole('toolbar', { name: 'Selected words' });
  // It listens a moment after the text is there.
  await expect(async () => {
    await page.getByText(text).selectText();
    await expect(bar).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  await bar.getByRole('button', { name: 'Comment' }).click();
  await page.getByRole('textbox', { name: 'Your comment' }).fill(comment);
}

async function found(page: Page, words: Words): Promise<readonly string[]> {
  const all = Object.values(words);
  const places = await page.evaluate(whereIs, all);
  return all.filter((word) => places.some((place) => place.endsWith(`: ${word}`))).toSorted();
}

/** Runs in the page: notes as the map does when somebody says who is who among committers. */
function keepWhoIsWho(mails: Readonly<Record<string, string>>): void {
  for (const [workspace, mail] of Object.entries(mails)) {
    const kept = { listed: [{ name: 'A', emails: [mail], names: [], bot: false }], links: [] };
    localStorage.setItem(`holdfast-who-is-who/${workspace}`, JSON.stringify(kept));
  }
}
