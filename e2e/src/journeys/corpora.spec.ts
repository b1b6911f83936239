import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runbookIdForPath } from '@holdfast/shared/model/ids';
import type { Page } from '@playwright/test';
import { z } from 'zod/mini';
import { runHoldfast } from '../command-line.ts';
import { expect, expectSaved, test } from './journey-test.ts';
import { expectRun, expectState, tickOf } from './running.ts';

/** Runbooks of real teams, kept beside the checkout where they are at hand; never part of it. */
const corpora = fileURLToPath(new URL('../../../../shared/data/runbooks', import.meta.url));
const folders = ['openshift/alerts', 'prometheus-operator/content'];
const sample = [
  'alerts/cluster-monitoring-operator/KubePersistentVolumeFillingUp.md',
  'content/runbooks/node/NodeFilesystemSpaceFillingUp.md',
];
const listSchema = z.array(z.object({ document: z.string(), title: z.string() }));
type Listed = z.infer<typeof listSchema>[number];

/**
 * Goes to each runbook as a link does, without loading the page anew, and waits until it stands
 * there. Gives what went wrong, by title.
 */
async function openAll(page: Page, runbooks: readonly Listed[]): Promise<readonly string[]> {
  return page.evaluate(async (all) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const wrong: string[] = [];
    for (const { document: name, title } of all) {
      const path = `/runbooks/${name.slice('runbook:'.length)}`;
      history.pushState(null, '', path);
      const until = performance.now() + 10_000;
      const heading = () => document.querySelector('#runbook-title')?.textContent;
      const isThere = () => {
        const article = document.querySelector('article');
        // Others have the same title: the way to the editor says which one stands there.
        const isOne = article?.querySelector(`a[href^="${path}/edit"]`) !== null;
        return heading() === title && isOne && (article?.innerText.length ?? 0) > title.length;
      };
      while (!isThere() && performance.now() < until) await frame();
      if (!isThere()) wrong.push(`${title}: shows ${heading() ?? document.body.innerText}`);
    }
    return wrong;
  }, runbooks);
}

test('every runbook of two real teams opens, is drawn without an error, and can be run', async ({
  device,
  relaySet,
  folder,
}) => {
  const isMissing = folders.some((name) => !existsSync(join(corpora, name)));
  test.skip(isMissing, `not run without ${corpora}`);
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const target = ['--relay', relay.url, '--workspace', 'demo'];
  for (const name of folders) {
    await runHoldfast(folder, ['import', 'runbooks', join(corpora, name), ...target]);
  }
  const listed = await runHoldfast(folder, ['list', 'runbooks', '--json', ...target]);
  const runbooks = listSchema.parse(JSON.parse(listed));
  expect(runbooks.length).toBeGreaterThan(380);

  const page = await device.open(`${relay.url}/runbooks`);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await expectSaved(page, 'Saved on 2 relays');
  await expect(page.getByRole('row').first()).toBeVisible();
  expect(await openAll(page, runbooks)).toEqual([]);
  expect(problems).toEqual([]);

  // That the steps of all can be run, the run model's own test says; here one of each team's.
  for (const path of sample) {
    const name = `runbook:${runbookIdForPath(path)}`;
    const title = runbooks.find((runbook) => runbook.document === name)?.title;
    if (title === undefined) throw new Error(`no runbook ${path}`);
    expect(await openAll(page, [{ document: name, title }])).toEqual([]);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expectRun(page, title);
    await tickOf(page, 1).click();
    await expectState(page, 1, 'done');
  }
  expect(problems).toEqual([]);
});
