import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mapImportSteps } from '@holdfast/shared/map-transfer/apply-map-import';
import { readBackstage } from '@holdfast/shared/map-transfer/backstage';
import type { MapDraft, SourceFile } from '@holdfast/shared/map-transfer/draft';
import { readGitlabCatalog } from '@holdfast/shared/map-transfer/gitlab-catalog';
import { planMapImport } from '@holdfast/shared/map-transfer/plan-map-import';
import { readMap } from '@holdfast/shared/model/map';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';

/** Catalogs of real teams, kept beside the checkout where they are at hand; never part of it. */
const catalogs = fileURLToPath(new URL('../../../../shared/data/catalogs', import.meta.url));

function readFolder(name: string): readonly SourceFile[] {
  const folder = join(catalogs, name);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => ({
      path: relative(folder, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }));
}

function imported(draft: MapDraft): Y.Doc {
  const doc = new Y.Doc();
  const context = { nowMs: 1_000, by: 'Ana', random: { bytes: () => new Uint8Array(10) } };
  for (const step of mapImportSteps(planMapImport(doc, draft), context)) step(doc);
  return doc;
}

function textsOf({ notes }: MapDraft, kind: string, words: RegExp): readonly string[] {
  return notes.flatMap((note) => (note.kind === kind && words.test(note.text) ? [note.text] : []));
}

/** What importing the same again would do. */
function news(draft: MapDraft): readonly unknown[] {
  return planMapImport(imported(draft), draft).items.filter(({ kind }) => kind !== 'unchanged');
}

describe.skipIf(!existsSync(catalogs))('catalogs of real teams', () => {
  it('takes in the Backstage catalog, and says what dangles and what is called twice', () => {
    const draft = readBackstage(readFolder('backstage'));
    const map = readMap(imported(draft));
    const refs = [...map.components.values()].flatMap(({ sources }) =>
      sources.map(({ ref }) => ref),
    );
    const twice = textsOf(draft, 'duplicate', /is there already/);
    expect(twice).toHaveLength(5);
    // 372 entities of the kind, three of which are called as another.
    expect(refs.filter((ref) => ref.startsWith('component:'))).toHaveLength(
      372 - twice.filter((text) => text.startsWith('component:')).length,
    );
    expect(textsOf(draft, 'dangling', / depends on /)).toEqual([
      'component:default/red-hat-developer-hub depends on resource:default/postgresql, which no file has.',
      'component:default/resource-viewer depends on system:default/kubernetes, which no file has.',
    ]);
    expect(map).toMatchObject({ problems: [] });
    expect([map.dependencies.size, map.setAside.length]).toEqual([188, 2]);
    expect([map.teams.size, map.people.size]).toEqual([26, 5]);
    expect(news(draft)).toEqual([]);
  });

  it('takes in the service catalog of GitLab with its teams', () => {
    const draft = readGitlabCatalog(readFolder('gitlab'));
    const map = readMap(imported(draft));
    expect(map.components.size).toBe(55);
    // 38 of them: ten lead to what is not listed, and one says that it needs itself.
    expect(textsOf(draft, 'dangling', / depends on /)).toHaveLength(10);
    expect(textsOf(draft, 'left-out', /need itself/)).toHaveLength(1);
    expect(map.dependencies.size + map.setAside.length + 1).toBe(38);
    expect(map.setAside).toHaveLength(10);
    expect(textsOf(draft, 'dangling', / is owned by /)).toHaveLength(2);
    expect(map.teams.size).toBe(63 + 2);
    expect(map).toMatchObject({ problems: [] });
    expect(news(draft)).toEqual([]);
  });
});
