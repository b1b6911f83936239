import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  type ProviderFixture,
  startProvider,
} from '../../../server/src/sign-in/provider-fixture.ts';
import { writeFile } from 'node:fs/promises';
import { runHoldfast } from '../command-line.ts';
import { createRelays, type RelaySet } from '../relays.ts';
import { declare, post, timeline } from './incident-room.ts';
import { expect, expectAccessible, expectSaved, goToPlace, test } from './journey-test.ts';

const hourMs = 3_600_000;
/** Loaded into a relay before its own code: its clock goes ahead by what the environment says. */
const clockAhead = `data:text/javascript,${encodeURIComponent(
  'const now = Date.now; Date.now = () => now() + Number(process.env.TEST_CLOCK_AHEAD_MS ?? 0);',
)}`;

interface KeyedRelays {
  readonly relaySet: RelaySet;
  readonly provider: ProviderFixture;
  /** Sets the clocks of relays that start from now on. */
  goAhead(ms: number): void;
}

/** Relays with keys, which know each other, and at which one signs in with a provider. */
async function startKeyed(folder: string, count: number): Promise<KeyedRelays> {
  const provider = await startProvider();
  const admin = join(folder, 'admin');
  const signIn = join(folder, 'sign-in');
  const trusted = join(folder, 'trusted');
  const workspace = ['--workspace', 'demo'];
  await runHoldfast(folder, ['keys', 'create', ...workspace, '--dir', admin]);
  const limits = ['--for', 'sign-in', '--highest-role', 'editor', '--longest-life', '72h'];
  await runHoldfast(folder, ['keys', 'create', ...workspace, '--dir', signIn, ...limits]);
  for (const keys of [admin, signIn]) {
    for (const name of await endingIn(keys, '.pub.json'))
      await runHoldfast(folder, ['keys', 'trust', name, '--keys', trusted]);
  }
  const credentials = Array.from({ length: count }, (_, index) => join(folder, `peer-${index}`));
  for (const [index, into] of credentials.entries()) {
    const who = ['--role', 'peer', '--name', `relay-${index}`, '--into', into, '--dir', admin];
    await runHoldfast(folder, ['token', 'issue', ...workspace, ...who]);
  }
  const secretFile = join(folder, 'secret');
  const rolesFile = join(folder, 'roles.json');
  await writeFile(secretFile, provider.clientSecret);
  await writeFile(rolesFile, JSON.stringify({ roles: { sre: 'editor' } }));
  const [keyFile = ''] = await endingIn(signIn, '.key.json');
  let aheadMs = 0;
  const relaySet = await createRelays({
    count,
    preload: [clockAhead],
    environment: (index) => ({
      TEST_CLOCK_AHEAD_MS: String(aheadMs),
      HOLDFAST_KEYS: trusted,
      HOLDFAST_CREDENTIALS: credentials[index] ?? '',
      HOLDFAST_OIDC_ISSUER: provider.issuer,
      HOLDFAST_OIDC_CLIENT_ID: provider.clientId,
      HOLDFAST_OIDC_CLIENT_SECRET_FILE: secretFile,
      HOLDFAST_OIDC_NAME: 'Example Login',
      HOLDFAST_OIDC_ROLES: rolesFile,
      HOLDFAST_OIDC_GRACE: '48',
      HOLDFAST_SIGN_IN_KEY: keyFile,
    }),
  });
  provider.serve(relaySet.relays.map(({ url }) => `${url}/signed-in`));
  await relaySet.startAll();
  return { relaySet, provider, goAhead: (ms) => (aheadMs = ms) };
}

async function endingIn(folder: string, ending: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

/** From the stop page to the provider's, and back into the app. */
async function signInAt(page: Page, login: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with Example Login' }).click();
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('people sign in with the provider; when it dies in mid-incident, nobody who did is stopped', async ({
  device,
  otherDevice,
  folder,
}) => {
  test.setTimeout(240_000);
  const { relaySet, provider, goAhead } = await startKeyed(folder, 2);
  const [one, two] = relaySet.relays;
  if (one === undefined || two === undefined) throw new Error('no relays');
  provider.accounts.set('kim', { email: 'kim@example.org', name: 'Kim Sato', groups: ['sre'] });

  const kim = await device.open(one.url);
  await expect(kim.getByRole('button', { name: 'Sign in with Example Login' })).toBeVisible();
  await expectAccessible(kim, 'stop page');
  await signInAt(kim, 'kim');
  await expectSaved(kim, 'Saved on 2 relays');
  expect(kim.url()).not.toMatch(/code=|state=/);
  await declare(kim, 'Checkout fails');
  await post(kim, 'We look at the database');
  await expectSaved(kim, 'Saved on 2 relays');

  await test.step('the provider dies', async () => {
    await provider.kill();
    await post(kim, 'Single sign-on is down, too');
    // Nor is it needed by a relay that starts, or a browser that is opened again.
    await one.stop();
    await one.start();
    await kim.reload();
    await expect(timeline(kim)).toContainText('Single sign-on is down, too');
    await post(kim, 'Failing over');
    await expectSaved(kim, 'Saved on 2 relays');
    await goToPlace(kim, 'Settings');
    await expect(kim.getByText(/Works without Example Login until/)).toBeVisible();
    await expectAccessible(kim, 'settings');
  });

  await test.step('whoever has nothing yet is told plainly', async () => {
    const lee = await otherDevice.open(two.url);
    await lee.getByRole('button', { name: 'Sign in with Example Login' }).click();
    await expect(lee.getByText(/^Example Login cannot be reached\./)).toBeVisible();
    await expectAccessible(lee, 'stop page without the provider');
  });

  await test.step('after the grace that is said, and what is here can still be read', async () => {
    await relaySet.killAll();
    goAhead(49 * hourMs);
    await relaySet.startAll();
    await expect(kim.getByText('The access of this device has ended')).toBeVisible({
      timeout: 60_000,
    });
    await kim.getByRole('link', { name: 'Incidents' }).first().click();
    await kim.getByRole('link', { name: 'Checkout fails' }).first().click();
    await expect(timeline(kim)).toContainText('Failing over');
  });
  await relaySet.dispose();
});

test('with the provider and a relay dead in mid-incident, two people who signed in go on, and see until when', async ({
  device,
  otherDevice,
  folder,
}) => {
  test.setTimeout(300_000);
  const { relaySet, provider } = await startKeyed(folder, 3);
  const [one, two, three] = relaySet.relays;
  if (one === undefined || two === undefined || three === undefined) throw new Error('no relays');
  provider.accounts.set('kim', { email: 'kim@example.org', name: 'Kim Sato', groups: ['sre'] });
  provider.accounts.set('lee', { email: 'lee@example.org', name: 'Lee Park', groups: ['sre'] });
  const long = { timeout: 60_000 };

  const kim = await device.open(one.url);
  await signInAt(kim, 'kim');
  await expectSaved(kim, 'Saved on 2 relays', long.timeout);
  const lee = await otherDevice.open(two.url);
  await signInAt(lee, 'lee');
  await declare(kim, 'Checkout fails');
  await post(kim, 'We look at the database');
  await lee.getByRole('link', { name: 'Incidents' }).first().click();
  await lee.getByRole('link', { name: 'Checkout fails' }).first().click(long);
  await expect(timeline(lee)).toContainText('We look at the database', long);

  await test.step('the provider dies, and the relay at which one of them came', async () => {
    await provider.kill();
    await one.kill();
    await post(kim, 'Single sign-on is down, too');
    await expect(timeline(lee)).toContainText('Single sign-on is down, too', long);
    await post(lee, 'And a relay with it');
    await expect(timeline(kim)).toContainText('And a relay with it', long);
    await expectSaved(kim, 'Saved on 2 relays', long.timeout);
    await expectSaved(lee, 'Saved on 2 relays', long.timeout);
    // Each is who they signed in as, to the other, too.
    for (const page of [kim, lee])
      await expect(timeline(page).locator('[data-proof]')).toHaveCount(0);
    await expect(timeline(lee)).toContainText('Kim Sato');
    await expect(timeline(kim)).toContainText('Lee Park');
    await expectAccessible(lee, 'incident with provider and relay dead');
  });

  await test.step('both see until when that goes on', async () => {
    for (const page of [kim, lee]) {
      await goToPlace(page, 'Settings');
      await expect(page.getByText(/Works without Example Login until/)).toBeVisible();
    }
  });
  await relaySet.dispose();
});
