import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { createDevice, type Device, type DeviceOptions } from '../devices.ts';
import type { Ledger } from './ledger.ts';
import { tickOf } from './marks-on-disk.ts';
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

/** What somebody has done so far, by kind. */
export interface Deeds {
  readonly words: number;
  /** Lines added at the end of the text. */
  readonly posts: number;
  readonly ticks: number;
}

/** Somebody with one device and one open editor who types, posts and ticks for as long as the run lasts. */
export interface Person {
  readonly name: string;
  /** Types until `stop`; comes back by itself after each mishap. */
  start(): Promise<void>;
  /** Resolves once something has been typed. */
  readonly begun: Promise<void>;
  /** The renderer dies; the tab is opened again. */
  crashTab(): Promise<void>;
  /** The whole browser dies and is opened again. */
  killBrowser(): Promise<void>;
  /** The device is destroyed with all it stored. `start` again makes another one. */
  loseDevice(): Promise<void>;
  /** Stops typing; the page stays open, or is opened. */
  stop(): Promise<void>;
  /** Everything that the reading view shows. */
  read(): Promise<string>;
  /** The words at the top, now. */
  words(): Promise<string>;
  waitsMs(): readonly number[];
  deeds(): Deeds;
  /** Times that the page had to be opened again without a fault that explains it. */
  mishaps(): number;
  dispose(): Promise<void>;
}

const actionTimeoutMs = 120_000;
/** Long: a busy machine is no failure, and what is begun again and again never ends. */
const openTimeoutMs = 180_000;
const retryMs = 300;
const reopenAttempts = 8;
const reopenPauseMs = 1000;

export function createPerson(deps: PersonDeps): Person {
  const { ledger, note, random } = deps;
  const waits: number[] = [];
  let device: Device | undefined;
  let deviceName = '';
  let devicesHad = 0;
  let page: Page | undefined;
  let sessionMarks: string[] = [];
  let marksMade = 0;
  const deeds = { words: 0, posts: 0, ticks: 0 };
  let mishapCount = 0;
  let isOver = false;
  let typing = false;
  let struck = false;
  let markBegun: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (markBegun = resolve));
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
        await pause(reopenPauseMs);
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
    await opened
      .locator('.cm-content')
      .click({ timeout: openTimeoutMs })
      .catch((problem: unknown) => explain(opened, problem));
    await opened.keyboard.press('Control+End');
    await opened.keyboard.insertText(`\n`);
    return opened;
  }

  async function explain(target: Page, problem: unknown): Promise<never> {
    const shown = await target.innerText('body').catch(() => 'nothing any more');
    throw new Error(
      `${String(problem).split('\n')[0] ?? ''} The page shows: ${shown.slice(0, 500)}`,
    );
  }

  /** The address that the device has used is kept by its service worker; a new device needs a relay that lives. */
  async function visit(target: Page): Promise<void> {
    const deadlineMs = Date.now() + openTimeoutMs;
    for (;;) {
      try {
        await target.goto(deps.editorUrl, { timeout: openTimeoutMs, waitUntil: 'commit' });
        return;
      } catch (problem) {
        // A page whose browser was killed never opens, and whoever waits for this person would wait for it.
        if (target.isClosed() || Date.now() > deadlineMs) throw problem;
        await pause(retryMs);
      }
    }
  }

  async function actOnce(target: Page): Promise<void> {
    const roll = random();
    if (roll < 0.15) return post(target);
    if (roll < 0.3) return tick(target);
    return typeWords(target);
  }

  async function typeWords(target: Page): Promise<void> {
    await target.keyboard.type('so we go ', { delay: 20 + random() * 60 });
    await typeMark(target, ' ');
    deeds.words += 1;
    if (deeds.words % 8 === 0) await target.keyboard.insertText('\n');
  }

  async function post(target: Page): Promise<void> {
    await target.keyboard.press('Control+End');
    await target.keyboard.insertText('\n\n');
    await target.keyboard.type('we note ', { delay: 20 + random() * 60 });
    await typeMark(target, ' ');
    deeds.posts += 1;
  }

  /** A task on a line of its own, its box ticked by keys as anybody would. */
  async function tick(target: Page): Promise<void> {
    await target.keyboard.press('Control+End');
    const mark = await typeMark(target, '\n\n- [ ] ');
    await pause(random() * 500);
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Shift+ArrowRight']) {
      await target.keyboard.press(key);
    }
    await target.keyboard.type('x');
    // Where somebody else typed into the line meanwhile, the caret may have been elsewhere.
    if (await seen(target, `[x] ${mark}.`)) {
      record(tickOf(mark));
      deeds.ticks += 1;
    }
    await target.keyboard.press('Control+End');
    await target.keyboard.insertText('\n\n');
  }

  async function typeMark(target: Page, before: string): Promise<string> {
    marksMade += 1;
    const mark = `${deps.name}${marksMade}`;
    await target.keyboard.insertText(`${before}${mark}. `);
    if (!(await seen(target, `${mark}.`))) throw new Error('the editor did not take the text');
    record(mark);
    return mark;
  }

  /** Whether the editor shows the text; if so, the page counts it as one more mark from now on. */
  function seen(target: Page, text: string): Promise<boolean> {
    return target.evaluate((wanted) => {
      const content = document.querySelector('.cm-content');
      if (content?.textContent.includes(wanted) !== true) return false;
      window.chaosRecorder.typed();
      return true;
    }, text);
  }

  function record(mark: string): void {
    ledger.typed(mark, deviceName);
    sessionMarks.push(mark);
  }

  async function run(): Promise<void> {
    while (typing) {
      try {
        const current = await ensureEditor();
        await actOnce(current);
        markBegun();
        struck = false;
      } catch (problem) {
        if (isOver) return;
        if (!struck) {
          mishapCount += 1;
          note(`${deps.name} opens the page again: ${String(problem)}`);
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

  async function ensureEditor(): Promise<Page> {
    return page === undefined || page.isClosed() ? await openEditor() : page;
  }

  /** Whoever stops while the page is being opened again waits for it. */
  async function untilOpen(): Promise<void> {
    for (let attempt = 1; !isOver; attempt++) {
      try {
        await ensureEditor();
        return;
      } catch (problem) {
        page = undefined;
        if (attempt === reopenAttempts) throw problem;
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
    begun,
    mishaps: () => mishapCount,
    waitsMs: () => waits,
    deeds: () => deeds,
    async start() {
      typing = true;
      await ensureDevice();
      loop = run();
    },
    async stop() {
      typing = false;
      await loop;
      await untilOpen();
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
      await body.evaluate((element) => {
        for (const box of element.querySelectorAll('input:checked')) box.replaceWith('[x] ');
      });
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
      isOver = true;
      await blows;
      await device?.kill();
      await device?.dispose();
      await loop.catch(() => undefined);
    },
  };
}
