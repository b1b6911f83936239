import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leadsOutside, linkPaths } from '@holdfast/shared/markdown/link-paths';
import { findSecrets } from '@holdfast/shared/markdown/lint-secrets';
import { parseMarkdown } from '@holdfast/shared/markdown/parse';
import { project } from '@holdfast/shared/model/project';
import { readRunbook } from '@holdfast/shared/model/runbook';
import { applyImport } from '@holdfast/shared/transfer/apply-import';
import { planExport } from '@holdfast/shared/transfer/plan-export';
import { plainMarkdown } from '@holdfast/shared/transfer/plain-markdown';
import { type ImportFile, planRunbookImport } from '@holdfast/shared/transfer/plan-import';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';

/** Runbooks of real teams, kept beside the checkout where they are at hand; never part of it. */
const corpora = fileURLToPath(new URL('../../../../shared/data/runbooks', import.meta.url));
const folders = ['openshift/alerts', 'prometheus-operator/content'].map((name) =>
  join(corpora, name),
);
const expectedLinks: Readonly<Record<string, ReturnType<typeof followLinks>>> = {
  alerts: { found: 79, lost: ['./hierarchy/alerts-hierarchy.svg'] },
  content: { found: 8, lost: [] },
};
/** Markdown without an ending. */
const expectedPlain: Readonly<Record<string, readonly string[]>> = {
  alerts: [],
  content: ['runbooks/prometheus-operator/PrometheusOperatorSyncFailed'],
};
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

type Node = ReturnType<typeof parseMarkdown> | ReturnType<typeof parseMarkdown>['children'][number];

/** Where the links of a text lead that stay within its site. */
function addresses(node: Node): readonly string[] {
  if (node.type === 'link' || node.type === 'definition') {
    return leadsOutside(node.url) ? [] : [node.url];
  }
  return 'children' in node ? node.children.flatMap(addresses) : [];
}

/** Links to other files: how many lead to a runbook, and where the others lead. */
function followLinks(documents: readonly { readonly sourcePath: string; readonly tree: Node }[]) {
  const known = new Set(documents.map(({ sourcePath }) => sourcePath));
  let found = 0;
  const lost: string[] = [];
  for (const { tree, sourcePath } of documents) {
    for (const url of addresses(tree)) {
      const { path, candidates } = linkPaths(url, sourcePath);
      if (path === '') continue;
      if (candidates.some((candidate) => known.has(candidate))) found += 1;
      else lost.push(path);
    }
  }
  return { found, lost: [...new Set(lost)] };
}

describe.skipIf(missing)(`runbooks of real teams (not run without ${corpora})`, () => {
  it.each(folders)(
    '%s comes out as it went in',
    (folder) => {
      const files = readFolder(folder);
      const root = basename(folder);
      const plain = plainMarkdown(files);
      expect(plain).toEqual(new Set(expectedPlain[root]));
      const decisions = planRunbookImport({ root, files, existing: () => undefined });
      const reasons = decisions.map((one) => (one.kind === 'skip' ? one.reason : one.kind));
      const skipped = root === 'alerts' ? ['not-markdown'] : [];
      expect(new Set(reasons)).toEqual(new Set(['create', ...skipped]));
      const documents = decisions.flatMap((decision) => {
        if (decision.kind === 'skip') return [];
        const doc = new Y.Doc();
        applyImport(doc, decision, 1_000, 'Ana');
        const { kind } = project(decision.name, doc);
        const runbook = readRunbook(doc);
        return [{ name: decision.name, kind, ...runbook, tree: parseMarkdown(runbook.body) }];
      });
      const markdown = files.filter(({ path }) => path.endsWith('.md') || plain.has(path));
      expect(markdown.length).toBeGreaterThan(100);
      expect(documents.every((one) => one.kind === 'runbook' && one.titleFrom !== 'nowhere')).toBe(
        true,
      );
      const bodies = documents.filter(({ tree }) => tree.data?.asWritten === true);
      expect(bodies).toEqual([]);
      // Every link between runbooks leads there; the one picture that is linked to is no runbook.
      expect(followLinks(documents)).toEqual(expectedLinks[root]);
      const written = planExport(documents).map((file) => [file.path, [...file.bytes]] as const);
      expect(new Map(written)).toEqual(
        new Map(markdown.map((file) => [`${root}/${file.path}`, [...file.bytes]])),
      );
    },
    180_000,
  );

  it.each(folders)('%s holds no secrets, and none is seen in it', (folder) => {
    const found = readFolder(folder)
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ path, bytes }) => {
        const text = new TextDecoder().decode(bytes);
        return findSecrets(text).map(({ from, to }) => `${path}: ${text.slice(from, to)}`);
      });
    expect(found).toEqual([]);
  });
});
