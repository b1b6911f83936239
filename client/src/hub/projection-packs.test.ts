import type { Projection } from '@holdfast/shared/model/projection';
import { runbookProjection } from '@holdfast/shared/model/projection-fixture';
import { createHostRows } from '@holdfast/shared/replica/host-rows';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacker, readProjections } from './projection-packs.ts';
import { packKey, packPrefix, projectionPrefix, projectionRows } from './projection-rows.ts';
import { createVolatileStore } from './volatile-store.ts';

const noPause = (): Promise<void> => Promise.resolve();

/** A device's rows, and a hub's life over them. */
async function openDevice(rows = createHostRows(createVolatileStore(undefined))) {
  const kept = await readProjections(rows);
  const packer = createPacker(rows, kept);
  return {
    rows,
    kept,
    packer,
    async change(doc: string, title: string) {
      const projection = runbookProjection({ title });
      kept.projections.set(doc, projection);
      packer.wrote(doc);
      await rows.write(projectionRows(doc, projection));
    },
    loose: async () => (await rows.range(projectionPrefix)).length,
    packed: async () => (await rows.range(packPrefix)).length,
  };
}

function titles(projections: ReadonlyMap<string, Projection>): Record<string, string> {
  return Object.fromEntries(
    Array.from(projections, ([doc, projection]) => [doc, projection.title]),
  );
}

describe('projection packs', () => {
  it('leave few loose rows alone, and take up many', async () => {
    const device = await openDevice();
    for (let at = 0; at < 99; at += 1) await device.change(`runbook:${at}`, `Title ${at}`);
    await device.packer.pack(noPause);
    expect([await device.loose(), await device.packed()]).toEqual([99, 0]);
    for (let at = 99; at < 600; at += 1) await device.change(`runbook:${at}`, `Title ${at}`);
    await device.packer.pack(noPause);
    expect([await device.loose(), await device.packed()]).toEqual([0, 3]);
    const again = await openDevice(device.rows);
    expect(titles(again.kept.projections)).toEqual(titles(device.kept.projections));
  });

  it('give the newest of every document after any course of changes, packing and starts', async () => {
    const change = fc.record({
      kind: fc.constant('change' as const),
      from: fc.nat(400),
      count: fc.integer({ min: 1, max: 150 }),
    });
    const packing = fc.record({ kind: fc.constant('pack' as const), meanwhile: fc.nat(400) });
    const course = fc.array(
      fc.oneof(change, packing, fc.record({ kind: fc.constant('start' as const) })),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(course, async (steps) => {
        let device = await openDevice();
        let now = 0;
        for (const step of steps) {
          now += 1;
          if (step.kind === 'change') {
            for (let at = step.from; at < step.from + step.count; at += 1) {
              await device.change(`runbook:${at}`, `Title ${at} at ${now}`);
            }
          } else if (step.kind === 'pack') {
            let told = false;
            await device.packer.pack(async () => {
              if (told) return;
              told = true;
              await device.change(`runbook:${step.meanwhile}`, `Meanwhile at ${now}`);
            });
          } else {
            const wanted = titles(device.kept.projections);
            device = await openDevice(device.rows);
            expect(titles(device.kept.projections)).toEqual(wanted);
          }
        }
        const { kept } = await openDevice(device.rows);
        expect(titles(kept.projections)).toEqual(titles(device.kept.projections));
      }),
    );
  });

  it('that are damaged or of another version cost only what is in them', async () => {
    const device = await openDevice();
    for (let at = 0; at < 600; at += 1) await device.change(`runbook:${at}`, `Title ${at}`);
    await device.packer.pack(noPause);
    const other = new TextEncoder().encode('{"version":0,"entries":[{}]}');
    await device.rows.write([
      { key: packKey(0), value: new Uint8Array([1, 2, 3]) },
      { key: packKey(1), value: other },
    ]);
    await device.change('runbook:0', 'Anew');
    const { kept } = await openDevice(device.rows);
    expect(kept.projections.size).toBe(101);
    expect(kept.projections.get('runbook:0')?.title).toBe('Anew');
  });

  it('stay as they were, with the loose rows, where the disk refuses them', async () => {
    const device = await openDevice();
    for (let at = 0; at < 150; at += 1) await device.change(`runbook:${at}`, `Title ${at}`);
    const full = { write: () => Promise.reject(new Error('full')) };
    const packer = createPacker(full, device.kept);
    await expect(packer.pack(noPause)).rejects.toThrow('full');
    await device.packer.pack(noPause);
    expect([await device.loose(), await device.packed()]).toEqual([0, 1]);
  });
});
