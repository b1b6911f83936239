import { mapImportSteps } from '@holdfast/shared/map-transfer/apply-map-import';
import { planMapImport } from '@holdfast/shared/map-transfer/plan-map-import';
import type { ShownMap } from '../map-context.tsx';
import { type Brought, noteBrought } from './brought.ts';
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
  const files = await Promise.all(
    Object.values(texts).map(async (load) => ({ path: 'example.yaml', text: await load() })),
  );
  const { draft } = await readSources(files);
  const plan = planMapImport(open.doc, draft);
  const steps = change((_, context) => mapImportSteps(plan, context, {}));
  // Each is an update of its own, small enough for every relay.
  return noteBrought(open.doc, () => {
    for (const step of steps) change((doc) => step(doc));
  });
}
