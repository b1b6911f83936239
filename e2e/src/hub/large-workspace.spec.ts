import { createRunbook } from '@holdfast/shared/model/runbook';
import { createHandoverWriter } from '@holdfast/shared/protocol/handover-file';
import * as Y from 'yjs';
import { expect, saved, test } from './hub-test.ts';

const runbooks = 1000;
const words =
  'check the replica lag then promote it with patronictl and watch the queue drain slowly'.split(
    ' ',
  );

/** Text of about 5 KB, different for each runbook, with one word of its own. */
function bodyOf(n: number): string {
  const lines = [`# Runbook ${n}`, '', `Only here: marker${n}x.`];
  for (let line = 0; line < 60; line++) {
    lines.push(
      `${line + 1}. ${words.map((_, at) => words[(at * (n + 3) + line) % words.length]).join(' ')}`,
    );
  }
  return lines.join('\n');
}

function workspaceFile(): Buffer {
  const writer = createHandoverWriter('demo');
  for (let n = 0; n < runbooks; n++) {
    const doc = new Y.Doc();
    const runbook = { title: `Runbook ${n}`, body: bodyOf(n) };
    createRunbook(doc, runbook, 1_700_000_000_000 + n, 'Ana');
    writer.add({ doc: `runbook:r${n}`, update: Y.encodeStateAsUpdate(doc) });
    doc.destroy();
  }
  return Buffer.from(writer.finish());
}

test('a thousand runbooks come in by file, are listed and searched, and are listed again after a restart', async ({
  device,
  harness,
}) => {
  test.setTimeout(180_000);
  const file = workspaceFile();
  await device.context().route('**/workspace.holdfast', (route) => route.fulfill({ body: file }));
  const page = await device.open(harness.url);
  const imported = await page.evaluate(async () => {
    const { hub } = await window.harness;
    const bytes = new Uint8Array(await (await fetch('/workspace.holdfast')).arrayBuffer());
    const startMs = performance.now();
    const result = await hub.importFile(bytes);
    return { result, ms: Math.round(performance.now() - startMs) };
  });
  expect(imported.result).toEqual({ ok: true, documents: runbooks, changed: runbooks });
  const listed = () =>
    page.evaluate(async () => (await window.harness).hub.projections.get()?.size ?? 0);
  await expect.poll(listed, { timeout: 120_000 }).toBe(runbooks);
  // The words settle, and the index is built, a moment after the list is whole.
  await expect.poll(() => saved(page)).toBe(`device ${runbooks}`);
  const found = () =>
    page.evaluate(async () => (await (await window.harness).hub.search('marker77x', 5)).hits[0]);
  await expect.poll(found).toMatchObject({ doc: 'runbook:r77', title: 'Runbook 77' });

  await device.close();
  await device.reopen();
  const again = await device.open(harness.url);
  const cold = await again.evaluate(async () => {
    const { hub } = await window.harness;
    const listedMs = await new Promise<number>((resolve) => {
      const check = (): void => {
        if ((hub.projections.get()?.size ?? 0) > 0) resolve(performance.now());
      };
      hub.projections.subscribe(check);
      check();
    });
    const startMs = performance.now();
    const opened = hub.open('runbook:r500');
    await opened.ready;
    const textMs = performance.now() - startMs;
    return {
      count: hub.projections.get()?.size,
      length: opened.doc.getText('body').length,
      listedMs: Math.round(listedMs),
      textMs: Math.round(textMs),
    };
  });
  const session = await device.context().newCDPSession(again);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const scriptSeconds = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
  expect(cold.count).toBe(runbooks);
  expect(cold.length).toBeGreaterThan(4000);
  test.info().annotations.push({
    type: 'figures',
    description: `import ${imported.ms} ms; cold: list after ${cold.listedMs} ms, a text ${cold.textMs} ms later, ${Math.round(scriptSeconds * 1000)} ms of script in the page`,
  });
  console.log(test.info().annotations.at(-1)?.description);
});
