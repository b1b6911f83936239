import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { createDevice, type Device, type DeviceOptions } from '../devices.ts';
import type { Ledger } from './ledger.ts';
import { recordPage, type PageReport } from './page-recorder.ts';

export interface PersonDeps {
  /** Letters only; marks begin with it. */
  readonly name: string;
  readonly device: Omit<DeviceOptions, 'viewport'>;
  /** Where the app opens the editor that this person types in. */
  readonly editorUrl: string;
  /** A piece of the runbook's text that nobody changes: once it shows, the text has been drawn. */
  readonly knownText: string;
  readonly ledger: Ledger;
  readonly random: () => number;
  readonly note: (text: string) => void;
}

/** Somebody with one device and one open editor who types for as long as the run lasts. */
export interface Person {
  readonly name: string;
  /** Types until `stop`; comes back by itself after each mishap. */
  start(): Promise<void>;
  /** The renderer dies; the tab is opened again. */
  crashTab(): Promise<void>;
  /** The whole browser dies and is opened again. */
  killBrowser(): Promise<void>;
  /** The device is destroyed with all it stored. `start` again makes another one. */
  loseDevice(): Promise<void>;
  /** Stops typing; the page stays open. */
  stop(): Promise<void>;
  /** Everything that the reading view shows. */
  read(): Promise<string>;
  /** The words at the top, now. */
  words(): Promise<string>;
  waitsMs(): readonly number[];
  /** Times that the page had to be opened again without a fault that explains it. */
  mishaps(): number;
  dispose(): Promise<void>;
}

const actionTimeoutMs = 30_000;
const openTimeoutMs = 60_000;
const retryMs = 300;
const reopenAttempts = 3;

export function createPerson(deps: PersonDeps): Person {
  const { ledger, note, random } = deps;
  const waits: number[] = [];
  let device: Device | undefined;
  let deviceName = '';
  let devicesHad = 0;
  let page: Page | undefined;
  let sessionMarks: string[] = [];
  let marksMade = 0;
  let mishapCount = 0;
  let typing = false;
  let struck = false;
  let loop: Promise<void> = Promise.resolve();
  let blows: Promise<void> = Promise.resolve();

  async function ensureDevice(): Promise<Device> {
    if (device !== undefined) return device;
    devicesHad += 1;
    deviceName = `${deps.name}-${devicesHad}`;
    device = await createDevice(deps.device);
    await prepare(device);
    return device;
  }

  async function prepare(opened: Device): Promise<void> {
    const context = opened.context();
    context.setDefaultTimeout(actionTimeoutMs);
    await context.exposeBinding('chaosReport', (source, report: PageReport) => {
      if (source.page === page) heard(report);
    });
    await context.addInitScript(recordPage);
  }

  /** A browser that was killed may end once more while it puts its profile in order. */
  async function reopen(target: Device): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await target.reopen();
        await prepare(target);
        return;
      } catch (problem) {
        if (attempt === reopenAttempts) throw problem;
        await target.kill();
      }
    }
  }

  function heard({ statements, waitsMs }: PageReport): void {
    waits.push(...waitsMs);
    for (const { words, marks } of statements) {
      ledger.said(deviceName, sessionMarks.slice(0, marks), words);
    }
  }

  async function openEditor(): Promise<Page> {
    const context = (await ensureDevice()).context();
    const opened = await context.newPage();
    // Not before there is another one: a browser ends with its last page.
    for (const old of context.pages()) if (old !== opened) await old.close();
    sessionMarks = [];
    page = opened;
    await visit(opened);
    await opened.locator('.cm-content').click({ timeout: openTimeoutMs });
    await opened.keyboard.press('Control+End');
    await opened.keyboard.insertText(`\n`);
    return opened;
  }

  /** The address that the device has used is kept by its service worker; a new device needs a relay that lives. */
  async function visit(target: Page): Promise<void> {
    const deadlineMs = Date.now() + openTimeoutMs;
    for (;;) {
      try {
        await target.goto(deps.editorUrl, { timeout: 10_000, waitUntil: 'domcontentloaded' });
        return;
      } catch (problem) {
        if (Date.now() > deadlineMs) throw problem;
        await pause(retryMs);
      }
    }
  }

  async function typeOne(target: Page): Promise<void> {
    await target.keyboard.type('so we go ', { delay: 20 + random() * 60 });
    marksMade += 1;
    const mark = `${deps.name}${marksMade}`;
    await target.keyboard.insertText(`${mark}. `);
    const taken = await target.evaluate((text) => {
      const content = document.querySelector('.cm-content');
      if (content?.textContent.includes(text) !== true) return false;
      window.chaosRecorder.typed();
      return true;
    }, mark);
    if (!taken) throw new Error('the editor did not take the text');
    ledger.typed(mark, deviceName);
    sessionMarks.push(mark);
    if (marksMade % 8 === 0) await target.keyboard.insertText('\n');
  }

  async function run(): Promise<void> {
    while (typing) {
      try {
        const current = page === undefined || page.isClosed() ? await openEditor() : page;
        await typeOne(current);
        struck = false;
      } catch (problem) {
        if (!typing) return;
        if (!struck) {
          mishapCount += 1;
          note(`${deps.name} opens the page again: ${String(problem).split('\n')[0] ?? ''}`);
        }
        ledger.tabDied(sessionMarks);
        sessionMarks = [];
        const broken = page;
        page = undefined;
        await broken?.close().catch(() => undefined);
        await pause(retryMs);
      }
    }
  }

  /** One blow after the other: a browser that is being opened again cannot be opened once more. */
  async function strike(blow: () => Promise<void>): Promise<void> {
    const next = blows.then(async () => {
      struck = true;
      const marks = sessionMarks;
      await blow();
      ledger.tabDied(marks);
    });
    blows = next.catch(() => undefined);
    await next;
  }

  return {
    name: deps.name,
    mishaps: () => mishapCount,
    waitsMs: () => waits,
    async start() {
      typing = true;
      await ensureDevice();
      loop = run();
    },
    async stop() {
      typing = false;
      await loop;
    },
    crashTab: () =>
      strike(async () => {
        const target = page;
        if (target === undefined) return;
        const session = await target.context().newCDPSession(target);
        // Its answer never comes.
        session.send('Page.crash').catch(() => undefined);
        await target.waitForEvent('crash', { timeout: 5000 }).catch(() => undefined);
        await target.close().catch(() => undefined);
      }),
    killBrowser: () =>
      strike(async () => {
        const target = device;
        if (target === undefined) return;
        page = undefined;
        await target.kill();
        await reopen(target);
      }),
    loseDevice: () =>
      strike(async () => {
        typing = false;
        page = undefined;
        await device?.kill();
        ledger.deviceLost(deviceName);
        await device?.dispose();
        await loop;
        struck = false;
        device = undefined;
      }),
    async read() {
      const { pathname, origin } = new URL(deps.editorUrl);
      const reader = await (
        await ensureDevice()
      ).open(`${origin}${pathname.replace(/\/edit$/u, '')}`);
      const body = reader.locator('main article, main').first();
      await reader.getByText(deps.knownText).first().waitFor();
      const text = await body.innerText();
      await reader.close();
      return text;
    },
    async words() {
      const label = await page
        ?.locator('a[aria-label$="opens Sync"]')
        .getAttribute('aria-label', { timeout: 5000 })
        .catch(() => undefined);
      return label ?? '';
    },
    async dispose() {
      typing = false;
      await device?.kill();
      await device?.dispose();
      await loop.catch(() => undefined);
    },
  };
}
