import { encodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readRunbook, replaceBody } from '../model/runbook.ts';
import { historyDocument, recordVersion } from '../model/versions.ts';
import type { DocumentName } from '../protocol/names.ts';
import { beginImport, type DocumentUpdate, type ImportWork } from './import-work.ts';
import type { ConflictChoice } from './plan-import.ts';

const first = { 'ops/a.md': '# A\n\none\n\ntwo\n', 'ops/b.md': '# B\n' };
const importer = { by: 'Ana', nowMs: 2_000 };
const random = { bytes: (length: number) => new Uint8Array(length).fill(7) };

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

function begin(device: Device, files: Readonly<Record<string, string>>): ImportWork {
  const all = Object.entries(files).map(([path, text]) => ({ path, bytes: encodeUtf8(text) }));
  const work = beginImport('', all, [], device.placed());
  work.give(device.read(work.wanted));
  return work;
}

function run(device: Device, work: ImportWork, choices: readonly [string, ConflictChoice][] = []) {
  const planned = work.plan();
  const names = planned.flatMap(({ name }) => name ?? []);
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
      { actor: { name: 'Ana', device: '' }, nowMs: 1_500, random },
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
