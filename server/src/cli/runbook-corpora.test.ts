import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseMarkdown } from '@holdfast/shared/markdown/parse';
import { project } from '@holdfast/shared/model/project';
import { readRunbook } from '@holdfast/shared/model/runbook';
import { applyImport } from '@holdfast/shared/transfer/apply-import';
import { planExport } from '@holdfast/shared/transfer/plan-export';
import { type ImportFile, planRunbookImport } from '@holdfast/shared/transfer/plan-import';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';

/** Runbooks of real teams, kept beside the checkout where they are at hand; never part of it. */
const corpora = fileURLToPath(new URL('../../../../shared/data/runbooks', import.meta.url));
const folders = ['openshift/alerts', 'prometheus-operator/content'].map((name) =>
  join(corpora, name),
);
const missing = folders.some((folder) => !existsSync(folder));

function readFolder(folder: string): readonly ImportFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(folder, path).split(sep).join('/'),
      bytes: new Uint8Array(readFileSync(path)),
    }));
}

describe.skipIf(missing)(`runbooks of real teams (not run without ${corpora})`, () => {
  it.each(folders)('%s comes out as it went in', (folder) => {
    const files = readFolder(folder);
    const root = basename(folder);
    const decisions = planRunbookImport({ root, files, existing: () => undefined });
    const reasons = decisions.map((one) => (one.kind === 'skip' ? one.reason : one.kind));
    expect(new Set(reasons)).toEqual(new Set(['create', 'not-markdown']));
    const documents = decisions.flatMap((decision) => {
      if (decision.kind === 'skip') return [];
      const doc = new Y.Doc();
      applyImport(doc, decision, 1_000, 'Ana');
      const { kind } = project(decision.name, doc);
      return [{ name: decision.name, kind, ...readRunbook(doc) }];
    });
    const markdown = files.filter((file) => file.path.endsWith('.md'));
    expect(markdown.length).toBeGreaterThan(100);
    expect(documents.every((one) => one.kind === 'runbook' && one.titleFrom !== 'nowhere')).toBe(
      true,
    );
    const bodies = documents.filter(({ body }) => parseMarkdown(body).data?.asWritten === true);
    expect(bodies).toEqual([]);
    const written = planExport(documents).map((file) => [file.path, [...file.bytes]] as const);
    expect(new Map(written)).toEqual(
      new Map(markdown.map((file) => [`${root}/${file.path}`, [...file.bytes]])),
    );
  });
});
