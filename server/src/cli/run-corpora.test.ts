import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bodyStart } from '@holdfast/shared/markdown/front-matter';
import { readRunnable } from '@holdfast/shared/markdown/steps';
import { readDrill, startPracticeRun } from '@holdfast/shared/model/drill';
import { endRun, tick } from '@holdfast/shared/model/run-commands';
import { readRunText } from '@holdfast/shared/model/run';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Runbooks of real teams, kept beside the checkout where they are at hand; never part of it. */
const corpora = here('../../../../shared/data/runbooks');
const folders = [
  join(corpora, 'openshift/alerts'),
  join(corpora, 'prometheus-operator/content'),
  here('../../../demo/runbooks'),
];

const context = {
  actor: { name: 'Ana', device: 'test' },
  nowMs: 1_000,
  random: { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) },
};

function readFolder(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

describe.each(folders)('%s', (folder) => {
  it.skipIf(!existsSync(folder))('every runbook can be run to its end', () => {
    const asked = new Set<string>();
    for (const { path, text } of readFolder(folder)) {
      const { steps, variables } = readRunnable(text);
      for (const { name } of variables) asked.add(name);
      if (steps.length === 0) {
        // Only a page that says nothing has nothing to do.
        expect(text.slice(bodyStart(text)).trim(), path).toBe('');
        continue;
      }
      const doc = new Y.Doc();
      const run = { runbook: 'runbook:a', title: 'Runbook', text, steps };
      expect(startPracticeRun(doc, run, context), path).toMatchObject({ ok: true });
      const id = readDrill(doc).runs[0]?.run.id ?? '';
      for (const place of steps.keys()) {
        expect(tick(doc, id, place, 'done', context), path).toMatchObject({ ok: true });
      }
      expect(endRun(doc, id, 'passed', context)).toMatchObject({ ok: true });
      const [state] = readDrill(doc).runs;
      expect(state?.counts, path).toMatchObject({ done: steps.length, open: 0 });
      expect(state?.outcome).toBe('passed');
      expect(readRunText(doc, state?.run.version ?? ''), path).toBe(text);
    }
    // None of them has variables of ours: braces in them are other tools'.
    expect([...asked]).toEqual([]);
  });
});
