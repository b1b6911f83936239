import { mapDocument, readMap } from '@holdfast/shared/model/map';
import { editComponent } from '@holdfast/shared/model/map-commands';
import { readMapFiles } from '@holdfast/shared/map-transfer/map-file-read';
import { planImports } from '@holdfast/shared/map-transfer/plan-imports';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { nodeRandom } from '../relay/node-clock.ts';
import { createCommandFixture } from './command-fixture.ts';
import { applyMapPlan } from './import-map-command.ts';
import { openSession } from './session.ts';

const fixture = createCommandFixture();
beforeEach(() => void fixture.begin());
afterEach(() => fixture.cleanUp());

const draftOf = (name: string, description: string) =>
  readMapFiles([
    {
      path: 'map.yaml',
      text: `holdfast: map
version: 1
components:
  - { id: web, name: ${name}, description: ${description} }
`,
    },
  ]);

test('what somebody changed after a plan was shown is planned again, not overwritten', async () => {
  const url = String((await fixture.start()).address);
  const session = await openSession({ relays: [url], workspace: 'demo' });
  try {
    const first = draftOf('Web', 'one');
    await applyMapPlan(session, (doc) => planImports(doc, first), 'import');
    const next = draftOf('Shop', 'two');
    const before = (await session.read(mapDocument)) ?? new Y.Doc();
    const shown = planImports(before, next);
    before.destroy();
    expect(shown.items[0]?.fields.map(({ writes }) => writes.length > 0)).toEqual([true, true]);
    const context = { nowMs: 1, by: 'Ana', random: nodeRandom };
    await session.change(
      mapDocument,
      (doc) => editComponent(doc, 'web', { name: 'The web' }, context).ok,
    );
    const { plan, saved } = await applyMapPlan(session, (doc) => planImports(doc, next), 'import');
    expect(saved?.relays).toBe(1);
    expect(plan).not.toEqual(shown);
    const after = (await session.read(mapDocument)) ?? new Y.Doc();
    const web = readMap(after).components.get('web');
    after.destroy();
    expect(web).toMatchObject({ name: 'The web', description: 'two' });
    const again = await applyMapPlan(session, (doc) => planImports(doc, next), 'import');
    expect(again.saved).toBeUndefined();
  } finally {
    await session.close();
  }
});
