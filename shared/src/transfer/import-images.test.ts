import { encodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { reviewRunbook } from '../model/review.ts';
import { imageLimits, putImage, readImages } from '../model/runbook-images.ts';
import { liveLimits } from '../replica/admission-limits.ts';
import { applyImport, imagesToApply } from './apply-import.ts';
import { planImageExport } from './export-images.ts';
import { pngOf } from './image-fixture.ts';
import { planExport } from './plan-export.ts';
import { type ImportDecision, planRunbookImport, settleConflict } from './plan-import.ts';
import { readExisting } from './read-existing.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;
type Docs = Map<string, Y.Doc>;

function plan(docs: Docs, files: Files): readonly ImportDecision[] {
  return planRunbookImport({
    root: 'ops',
    files: Object.entries(files).map(([path, content]) => ({
      path,
      bytes: typeof content === 'string' ? encodeUtf8(content) : content,
    })),
    existing(name) {
      const doc = docs.get(name);
      return doc && readExisting(doc);
    },
  });
}

function apply(docs: Docs, decisions: readonly ImportDecision[]): void {
  for (const decision of decisions) {
    if (decision.kind === 'skip') continue;
    const doc = docs.get(decision.name) ?? new Y.Doc();
    docs.set(decision.name, doc);
    applyImport(doc, decision, 1_000, 'Ana');
    for (const edit of imagesToApply(decision)) edit(doc);
  }
}

function imported(files: Files, docs: Docs = new Map()): Docs {
  apply(docs, plan(docs, files));
  return docs;
}

function exported(docs: Docs): Files {
  const runbooks = planExport([...docs].map(([name, doc]) => ({ name, ...readExisting(doc) })));
  const images = planImageExport(runbooks, (name) => {
    const doc = docs.get(name);
    return doc && readImages(doc);
  });
  return Object.fromEntries([...runbooks, ...images.files].map(({ path, bytes }) => [path, bytes]));
}

const only = (docs: Docs): Y.Doc => {
  const [doc] = docs.values();
  if (doc === undefined) throw new Error('nothing was imported');
  return doc;
};
const kinds = (decisions: readonly ImportDecision[]) => decisions.map(({ kind }) => kind);
const text = '# A\n\n![](images/a.png)\n';

describe('images of an import', () => {
  it('come along with the runbooks that show them, and go out where they were, byte for byte', () => {
    const files = {
      'a.md': '# A\n\n![](images/a.png) ![](images/b%20c.gif)\n',
      'deep/b.md': '# B\n\n<img src="../images/a.png">\n',
      'images/a.png': pngOf(1),
      'images/b c.gif': encodeUtf8('GIF89a and more'),
    };
    const docs = imported(files);
    expect([...docs].map(([, doc]) => readImages(doc).size)).toEqual([2, 1]);
    expect(exported(docs)).toEqual(
      Object.fromEntries(
        Object.entries(files).map(([path, content]) => [
          `ops/${path}`,
          typeof content === 'string' ? encodeUtf8(content) : content,
        ]),
      ),
    );
    expect(kinds(plan(docs, files))).toEqual(['unchanged', 'unchanged']);
  });

  it('are told of where they cannot come along; others are skipped as what they are', () => {
    const decisions = plan(new Map(), {
      'a.md': '![](large.png) ![](none.png) ![](text.jpg) ![](../../out.png) ![](ok.png)',
      'large.png': pngOf(1, imageLimits.each + 1),
      'text.jpg': encodeUtf8('<svg onload="x"/>'),
      'ok.png': pngOf(2),
      'unused.png': pngOf(3),
      'picture.svg': encodeUtf8('<svg/>'),
    });
    expect(decisions).toMatchObject([
      {
        path: 'a.md',
        kind: 'create',
        images: {
          put: [{ path: 'ok.png' }],
          left: [
            { path: 'large.png', problem: 'too-large' },
            { path: 'none.png', problem: 'missing' },
            { path: 'text.jpg', problem: 'not-an-image' },
            { path: '../../out.png', problem: 'missing' },
          ],
        },
      },
      { path: 'picture.svg', reason: 'not-markdown' },
      { path: 'unused.png', reason: 'not-shown' },
    ]);
  });

  it('have at most 1 MB together, and each is an edit that relays admit', () => {
    const names = Array.from({ length: 6 }, (_, at) => `${at}.png`);
    const files = Object.fromEntries(names.map((name, at) => [name, pngOf(at, imageLimits.each)]));
    const [decision] = plan(new Map(), {
      ...files,
      'a.md': names.map((name) => `![](${name})`).join('\n'),
    });
    if (decision?.kind !== 'create') throw new Error('not new');
    expect(decision.images?.left).toEqual([{ path: '5.png', problem: 'full' }]);
    const doc = new Y.Doc();
    applyImport(doc, decision, 1_000, 'Ana');
    doc.on('update', (update: Uint8Array) => {
      expect(update.length).toBeLessThan(liveLimits.maxUpdateBytes);
    });
    for (const edit of imagesToApply(decision)) expect(edit(doc)).toBe(true);
    expect(readImages(doc).size).toBe(5);
  });

  it('replace what was here where only the file changed, and stay where only this did', () => {
    const docs = imported({ 'a.md': text, 'images/a.png': pngOf(1) });
    const next = { 'a.md': text, 'images/a.png': pngOf(2) };
    expect(kinds(plan(docs, next))).toEqual(['change']);
    imported(next, docs);
    expect(exported(docs)['ops/images/a.png']).toEqual(pngOf(2));
    putImage(only(docs), 'images/a.png', pngOf(3));
    expect(kinds(plan(docs, next))).toEqual(['unchanged']);
    imported(next, docs);
    expect(exported(docs)['ops/images/a.png']).toEqual(pngOf(3));
  });

  it('are a conflict where both changed, which goes to whom it is settled for', () => {
    const docs = imported({ 'a.md': text, 'images/a.png': pngOf(1) });
    putImage(only(docs), 'images/a.png', pngOf(2));
    const next = { 'a.md': text, 'images/a.png': pngOf(3) };
    const decisions = plan(docs, next);
    expect(decisions).toMatchObject([
      { kind: 'unchanged', images: { left: [{ path: 'images/a.png', problem: 'conflict' }] } },
    ]);
    apply(docs, decisions);
    expect(exported(docs)['ops/images/a.png']).toEqual(pngOf(2));
    const settled = (choice: 'ours' | 'theirs') =>
      apply(
        docs,
        plan(docs, next).flatMap((one) => settleConflict(one, choice)),
      );
    settled('ours');
    expect(exported(docs)['ops/images/a.png']).toEqual(pngOf(2));
    expect(plan(docs, next)).toMatchObject([{ images: { left: [] } }]);
    const last = { 'a.md': text, 'images/a.png': pngOf(4) };
    apply(
      docs,
      plan(docs, last).flatMap((one) => settleConflict(one, 'theirs')),
    );
    expect(exported(docs)['ops/images/a.png']).toEqual(pngOf(4));
  });

  it('do not get into a runbook that is approved and locked', () => {
    const docs = imported({ 'a.md': text, 'images/a.png': pngOf(1) });
    let drawn = 0;
    const random = { bytes: (length: number) => new Uint8Array(length).fill((drawn += 1)) };
    reviewRunbook(
      only(docs),
      { verdict: 'works', version: 'v', note: '', lock: true },
      { actor: { name: 'Ana', device: '' }, nowMs: 1, random },
    );
    const next = { 'a.md': text, 'images/a.png': pngOf(2) };
    expect(kinds(plan(docs, next))).toEqual(['locked']);
    imported(next, docs);
    expect(exported(docs)['ops/images/a.png']).toEqual(pngOf(1));
    expect(kinds(plan(docs, { 'a.md': text, 'images/a.png': pngOf(1) }))).toEqual(['unchanged']);
  });
});
