import { encodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { putImage, readImages } from '../model/runbook-images.ts';
import { reviewRunbook, unlockRunbook } from '../model/review.ts';
import { readRunbook, replaceBody } from '../model/runbook.ts';
import { historyDocument, readVersions, recordVersion, versionText } from '../model/versions.ts';
import type { DocumentName } from '../protocol/names.ts';
import { liveLimits } from '../replica/admission-limits.ts';
import { pngOf } from './image-fixture.ts';
import { beginImport, type DocumentUpdate, type ImportWork } from './import-work.ts';
import type { ConflictChoice } from './plan-import.ts';

const first = { 'ops/a.md': '# A\n\none\n\ntwo\n', 'ops/b.md': '# B\n' };
const importer = { by: 'Ana', device: 'd', nowMs: 2_000 };
let drawn = 0;
const random = { bytes: (length: number) => new Uint8Array(length).fill((drawn += 1)) };
const context = { actor: { name: 'Ana', device: '' }, nowMs: 1_500, random };

/** A device's documents, as whole states. */
function createDevice() {
  const docs = new Map<DocumentName, Y.Doc>();
  const docOf = (name: DocumentName): Y.Doc => {
    const doc = docs.get(name) ?? new Y.Doc();
    docs.set(name, doc);
    return doc;
  };
  return {
    docOf,
    read: (names: readonly DocumentName[]): readonly DocumentUpdate[] =>
      names.flatMap((name) => {
        const doc = docs.get(name);
        return doc === undefined ? [] : [{ doc: name, update: Y.encodeStateAsUpdate(doc) }];
      }),
    write(updates: readonly DocumentUpdate[]) {
      for (const { doc, update } of updates) Y.applyUpdate(docOf(doc), update);
    },
    placed: () =>
      [...docs]
        .filter(([name]) => name.startsWith('runbook:'))
        .map(([name, doc]) => ({ ...readRunbook(doc), name })),
    bodies: () =>
      [...docs]
        .filter(([name]) => name.startsWith('runbook:'))
        .map(([, doc]) => readRunbook(doc))
        .map(({ body, archived }) => (archived ? 'archived' : body)),
  };
}
type Device = ReturnType<typeof createDevice>;

function begin(device: Device, files: Readonly<Record<string, string | Uint8Array>>): ImportWork {
  const all = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? encodeUtf8(content) : content,
  }));
  const work = beginImport('', all, [], device.placed(), random);
  work.give(device.read(work.wanted));
  return work;
}

function run(device: Device, work: ImportWork, choices: readonly [string, ConflictChoice][] = []) {
  const planned = work.plan();
  const names = planned.flatMap(({ name }) =>
    name === undefined ? [] : [name, historyDocument(name)],
  );
  const paths = planned.map(({ path }) => path);
  const result = work.run(paths, device.read(names), new Map(choices), importer);
  device.write(result.updates);
  return result.files.map(({ path, kind }) => [path, kind]);
}

function editA(device: Device): DocumentName {
  const name = device.placed().find(({ sourcePath }) => sourcePath === 'ops/a.md')?.name ?? '';
  replaceBody(device.docOf(name), '# A\n\none\n\ntwo, edited\n');
  return name;
}

describe('an import in steps', () => {
  it('does what was planned, once', () => {
    const device = createDevice();
    expect(run(device, begin(device, first))).toEqual([
      ['ops/a.md', 'create'],
      ['ops/b.md', 'create'],
    ]);
    expect(device.bodies()).toEqual(Object.values(first));
    expect(run(device, begin(device, first))).toEqual([
      ['ops/a.md', 'unchanged'],
      ['ops/b.md', 'unchanged'],
    ]);
  });

  it('merges with what was edited here, where history tells what the file was', () => {
    const device = createDevice();
    run(device, begin(device, first));
    const name = editA(device);
    const work = begin(device, { 'ops/a.md': '# A\n\nONE\n\ntwo\n' });
    expect(work.plan()).toMatchObject([{ kind: 'conflict', reason: 'no-base' }]);
    expect(work.wantedHistories()).toEqual([historyDocument(name)]);
    recordVersion(
      device.docOf(historyDocument(name)),
      { text: first['ops/a.md'], reason: 'import', people: [] },
      context,
    );
    work.giveHistories(device.read(work.wantedHistories()));
    expect(run(device, work)).toEqual([['ops/a.md', 'merge']]);
    expect(device.bodies()).toContain('# A\n\nONE\n\ntwo, edited\n');
  });

  it('leaves a conflict that came to be since the plan, and tells both sides of one', () => {
    const device = createDevice();
    run(device, begin(device, first));
    const file = '# A\n\none\n\n2\n';
    const work = begin(device, { 'ops/a.md': file });
    expect(work.plan()).toMatchObject([{ kind: 'change' }]);
    const name = editA(device);
    const left = work.run(['ops/a.md'], device.read([name]), new Map(), importer);
    expect(left).toMatchObject({ files: [{ kind: 'conflict' }], updates: [] });
    const again = begin(device, { 'ops/a.md': file });
    again.plan();
    expect(again.sides('ops/a.md')).toEqual({ here: '# A\n\none\n\ntwo, edited\n', file });
    expect(run(device, again, [['ops/a.md', 'theirs']])).toEqual([['ops/a.md', 'change']]);
    expect(device.bodies()).toContain(file);
  });

  it('keeps what a text was, and what a file was whose text became another, among the versions', () => {
    const device = createDevice();
    run(device, begin(device, first));
    const next = '# A\n\nONE\n\ntwo\n';
    run(device, begin(device, { 'ops/a.md': next }));
    const name = device.placed().find(({ sourcePath }) => sourcePath === 'ops/a.md')?.name ?? '';
    const past = () =>
      readVersions(device.docOf(historyDocument(name))).map((version) => [
        version.records[0]?.reason,
        versionText(version),
      ]);
    expect(past()).toEqual([['before-import', first['ops/a.md']]]);
    const edited = `${next}here\n`;
    replaceBody(device.docOf(name), edited);
    recordVersion(
      device.docOf(historyDocument(name)),
      { text: next, reason: 'pause', people: [] },
      context,
    );
    const third = '# A\n\n1\n\ntwo\n';
    const work = begin(device, { 'ops/a.md': third });
    work.plan();
    work.giveHistories(device.read(work.wantedHistories()));
    expect(run(device, work)).toEqual([['ops/a.md', 'merge']]);
    expect(past().slice(-2)).toEqual([
      ['before-import', edited],
      ['import', third],
    ]);
    // From there the next one can be merged.
    const again = begin(device, { 'ops/a.md': third.replace('1', 'one more') });
    again.plan();
    again.giveHistories(device.read(again.wantedHistories()));
    expect(again.plan()).toMatchObject([{ kind: 'merge' }]);
    // What is here already is not kept again.
    const length = past().length;
    run(device, begin(device, { 'ops/a.md': third }));
    expect(past()).toHaveLength(length);
  });

  it('leaves a text that is approved and locked, also since the plan, and goes on with the others', () => {
    const device = createDevice();
    run(device, begin(device, first));
    const news = { 'ops/a.md': '# A\n\nnews\n', 'ops/b.md': '# B\n\nnews\n' };
    const work = begin(device, news);
    const [name = ''] = work.wanted;
    const approve = () =>
      reviewRunbook(
        device.docOf(name),
        { verdict: 'works', version: 'v', note: '', lock: true },
        context,
      );
    approve();
    expect(run(device, work)).toEqual([
      ['ops/a.md', 'locked'],
      ['ops/b.md', 'change'],
    ]);
    expect(device.bodies()).toEqual([first['ops/a.md'], news['ops/b.md']]);
    expect(readVersions(device.docOf(historyDocument(name)))).toEqual([]);
    const again = begin(device, news);
    expect(again.plan()).toMatchObject([
      { kind: 'locked', reason: expect.stringContaining('Unlock it first') },
      { kind: 'unchanged' },
    ]);
    unlockRunbook(device.docOf(name), context);
    expect(run(device, begin(device, news))[0]).toEqual(['ops/a.md', 'change']);
    // Undoing would change a text that was approved meanwhile.
    const undone = begin(device, { 'ops/a.md': '# A\n\nmore news\n' });
    run(device, undone);
    approve();
    expect(undone.undo(device.read(undone.done()), importer)).toEqual([]);
  });

  it('brings images along, each as an update that relays take, and takes them back', () => {
    const device = createDevice();
    const text = '![](1.png) ![](2.png) ![](3.png) ![](none.png)';
    const images = Object.fromEntries(
      [1, 2, 3].map((seed) => [`ops/${seed}.png`, pngOf(seed, 150_000)]),
    );
    run(device, begin(device, { 'ops/a.md': text, ...images }));
    const [name = ''] = device.placed().map((one) => one.name);
    const held = () =>
      [...readImages(device.docOf(name)).values()].map(({ path, bytes }) => [path, bytes.at(-1)]);
    expect(held()).toEqual([
      ['1.png', 1],
      ['2.png', 2],
      ['3.png', 3],
    ]);
    const next = { ...images, 'ops/2.png': pngOf(7, 150_000), 'ops/none.png': pngOf(8) };
    const work = begin(device, { 'ops/a.md': text, ...next });
    expect(work.plan()).toMatchObject([{ kind: 'change', images: 2 }]);
    const ran = work.run(['ops/a.md'], device.read([name]), new Map(), importer);
    for (const { update } of ran.updates)
      expect(update.length).toBeLessThan(liveLimits.maxUpdateBytes);
    device.write(ran.updates);
    expect(held().map(([, last]) => last)).toEqual([1, 7, 3, 8]);
    putImage(device.docOf(name), 'none.png', pngOf(9));
    device.write(work.undo(device.read(work.done()), importer));
    // What somebody replaced since stays.
    expect(held().map(([, last]) => last)).toEqual([1, 2, 3, 9]);
    // What was taken back is news again.
    const again = begin(device, { 'ops/a.md': text, ...next, 'ops/none.png': pngOf(9) });
    expect(again.plan()).toMatchObject([{ kind: 'change', images: 1 }]);
  });

  it('can be undone, but for what was edited since', () => {
    const device = createDevice();
    run(device, begin(device, { 'ops/b.md': '# B\n' }));
    const work = begin(device, { ...first, 'ops/b.md': '# B\n\nmore\n', 'ops/c.md': '# C\n' });
    run(device, work);
    const touched = editA(device);
    const updates = work.undo(device.read(work.done()), importer);
    device.write(updates);
    expect(updates.map(({ doc }) => doc)).not.toContain(touched);
    expect(new Set(device.bodies())).toEqual(
      new Set(['# B\n', '# A\n\none\n\ntwo, edited\n', 'archived']),
    );
    // The file is news again.
    const again = begin(device, { 'ops/b.md': '# B\n\nmore\n' });
    expect(again.plan()).toMatchObject([{ kind: 'change' }]);
  });
});
