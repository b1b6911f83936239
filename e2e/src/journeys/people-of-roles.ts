import type { PersonRole } from '@holdfast/shared/access/roles';
import type { Page } from '@playwright/test';
import { createDevice, type Device } from '../devices.ts';
import { createKeyedRelays, type KeyedRelays } from '../keyed-relays.ts';
import { reachableAt } from '../reachable.ts';
import { expect, test as base } from './journey-test.ts';

/** Three relays with keys and TLS of their own, on an address that other machines reach. */
interface Fleet {
  readonly keyed: KeyedRelays;
  /** A browser that takes the relays' certificate for good, and nobody else's. */
  newDevice(): Promise<Device>;
  /** Lets somebody in on a browser of their own, by an invitation that names the relay at this place alone. */
  letIn(name: string, role: PersonRole, at: number): Promise<Member>;
}

interface Member {
  readonly page: Page;
  readonly device: Device;
  readonly name: string;
  /** Address of the app, as it comes from this person's relay. */
  readonly url: string;
}

/** A machine that runs three relays and five browsers is busy, and that is no failure. */
export const arrivesMs = 90_000;

export const test = base.extend<{ readonly fleet: Fleet }>({
  fleet: async ({ folder, launchOptions }, use) => {
    const reachable = await reachableAt(folder);
    const keyed = await createKeyedRelays(folder, 3, reachable);
    const devices: Device[] = [];

    async function newDevice(): Promise<Device> {
      const args = [...(launchOptions.args ?? []), ...reachable.certificate.browserArguments];
      const device = await createDevice({ launch: { ...launchOptions, args } });
      devices.push(device);
      return device;
    }

    await keyed.startAll();
    await use({
      keyed,
      newDevice,
      async letIn(name, role, at) {
        const relay = keyed.relays[at];
        if (relay === undefined) throw new Error('no such relay');
        const device = await newDevice();
        const { link } = await keyed.invite({ name, role, relays: [relay.address] });
        return { page: await accept(device, link), device, name, url: relay.url };
      },
    });
    await Promise.all(devices.map((device) => device.dispose()));
    await keyed.dispose();
  },
});

/** Opens an invitation, accepts it, and waits for the app. Sealed access asks `who` uses it. */
export async function accept(device: Device, link: string, who?: string): Promise<Page> {
  const page = await device.open(link);
  // What is not there by then will not come: the limit of the whole test is for all of it.
  page.setDefaultTimeout(arrivesMs);
  if (who !== undefined) await page.getByLabel('Who are you?').fill(who);
  await page.getByRole('button', { name: 'Accept on this device' }).click();
  await expect(page.getByRole('link', { name: 'Runbooks' }).first()).toBeVisible({
    timeout: arrivesMs,
  });
  return page;
}

/** Creates a runbook, types its text and reads it. */
export async function writeRunbook(page: Page, title: string, text: string): Promise<void> {
  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await page.getByRole('button', { name: 'New runbook' }).first().click();
  await page.getByRole('dialog').getByLabel('Title').fill(title);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.locator('.cm-content').click();
  await page.keyboard.insertText(text);
  await page.getByRole('link', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Opens a runbook from the list, once it has come. */
export async function readRunbook(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await page.getByRole('link', { name: title, exact: true }).first().click({ timeout: arrivesMs });
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Nothing that was written here is kept back by relays. */
export async function expectNothingHeld(page: Page): Promise<void> {
  await expect(page.getByText(/only on this device\./u)).toHaveCount(0);
}
