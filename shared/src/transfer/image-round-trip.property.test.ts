import fc from 'fast-check';
import { encodeUtf8 } from 'lib0/string';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { readImages } from '../model/runbook-images.ts';
import type { DocumentName } from '../protocol/names.ts';
import { applyImport, imagesToApply } from './apply-import.ts';
import { planImageExport } from './export-images.ts';
import { pngOf } from './image-fixture.ts';
import { planExport } from './plan-export.ts';
import { type ImportDecision, type ImportFile, planRunbookImport } from './plan-import.ts';
import { readExisting } from './read-existing.ts';

const folder = fc.constantFrom('', 'a/', 'a/b/', 'c d/');
const image = fc
  .tuple(folder, fc.constantFrom('x.png', 'y z.jpg', 'é.webp', 'x(1).gif'))
  .map((parts) => parts.join(''));
const runbook = fc.record({
  path: fc.tuple(folder, fc.constantFrom('1.md', '2.md', '3.md')).map((parts) => parts.join('')),
  shows: fc.array(image, { maxLength: 4 }),
});

function relativePath(from: string, to: string): string {
  const up = from.split('/').slice(0, -1);
  return [...up.map(() => '..'), to].join('/');
}

function plan(docs: Map<DocumentName, Y.Doc>, files: readonly ImportFile[]) {
  return planRunbookImport({
    root: 'ops',
    files,
    existing(name) {
      const doc = docs.get(name);
      return doc && readExisting(doc);
    },
  });
}

function apply(docs: Map<DocumentName, Y.Doc>, decisions: readonly ImportDecision[]): void {
  for (const decision of decisions) {
    if (decision.kind === 'skip') continue;
    const doc = docs.get(decision.name) ?? new Y.Doc();
    docs.set(decision.name, doc);
    applyImport(doc, decision, 1_000, 'Ana');
    for (const edit of imagesToApply(decision)) edit(doc);
  }
}

it('texts and the images that they show come out as they went in, and are nothing new then', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(runbook, { selector: ({ path }) => path, maxLength: 5 }),
      fc.uniqueArray(fc.tuple(image, fc.nat({ max: 255 })), { selector: ([path]) => path }),
      (runbooks, images) => {
        const files = [
          ...runbooks.map(({ path, shows }) => ({
            path,
            bytes: encodeUtf8(shows.map((one) => `![](<${relativePath(path, one)}>)`).join('\n')),
          })),
          ...images.map(([path, seed]) => ({ path, bytes: pngOf(seed) })),
        ];
        const docs = new Map<DocumentName, Y.Doc>();
        apply(docs, plan(docs, files));
        const texts = planExport([...docs].map(([name, doc]) => ({ ...readExisting(doc), name })));
        const exported = planImageExport(texts, (name) => {
          const doc = docs.get(name);
          return doc && readImages(doc);
        });
        expect(exported.left).toEqual([]);
        const shown = new Set(runbooks.flatMap(({ shows }) => shows));
        const expected = files.filter(({ path }) => path.endsWith('.md') || shown.has(path));
        expect(
          new Map([...texts, ...exported.files].map((one) => [one.path, [...one.bytes]])),
        ).toEqual(new Map(expected.map(({ path, bytes }) => [`ops/${path}`, [...bytes]])));
        for (const { kind } of plan(docs, files)) expect(['unchanged', 'skip']).toContain(kind);
      },
    ),
  );
});
