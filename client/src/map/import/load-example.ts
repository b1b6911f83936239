import { mapImportSteps } from '@holdfast/shared/map-transfer/apply-map-import';
import type { MapDraft } from '@holdfast/shared/map-transfer/draft';
import { planMapImport } from '@holdfast/shared/map-transfer/plan-map-import';
import * as Y from 'yjs';
import type { ShownMap } from '../map-context.tsx';
import { type Brought, foundBrought, noteBrought } from './brought.ts';
import { exampleFile } from './example-file.ts';
import { readSources } from './read-sources.ts';

// The demo's map: there is one text of it.
const texts = import.meta.glob<string>('../../../../demo/map.yaml', {
  query: '?raw',
  import: 'default',
});

/** Puts the example on the map, as an import would. Rejects where its text cannot be had now. */
export async function loadExample({
  open,
  change,
}: Pick<ShownMap, 'open' | 'change'>): Promise<Brought> {
  const draft = await readExample();
  const plan = planMapImport(open.doc, draft);
  const steps = change((_, context) => mapImportSteps(plan, context, {}));
  // Each is an update of its own, small enough for every relay.
  return noteBrought(open.doc, () => {
    for (const step of steps) change((doc) => step(doc));
  });
}

/** What is left of an example that somebody once took. Rejects as `loadExample`. */
export async function findExample(doc: Y.Doc): Promise<Brought> {
  const draft = await readExample();
  const example = new Y.Doc();
  const context = {
    nowMs: 0,
    by: '',
    random: { bytes: (length: number) => new Uint8Array(length) },
  };
  for (const step of mapImportSteps(planMapImport(example, draft), context)) step(example);
  const found = foundBrought(doc, example);
  example.destroy();
  return found;
}

async function readExample(): Promise<MapDraft> {
  const files = await Promise.all(
    Object.values(texts).map(async (load) => ({ path: exampleFile, text: await load() })),
  );
  return (await readSources(files)).draft;
}
