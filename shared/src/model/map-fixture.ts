import * as Y from 'yjs';
import { addComponent, type NewComponent } from './map-commands.ts';
import type { MapContext } from './map-write.ts';

/** What a command takes from outside, for tests: ids count up from the device's number. */
export function mapContext(by = 'Ana', nowMs = 1_000, device = 0): MapContext {
  let made = 0;
  return {
    by,
    nowMs,
    random: {
      bytes(length) {
        made += 1;
        const bytes = new Uint8Array(length);
        new DataView(bytes.buffer).setUint32(0, device);
        new DataView(bytes.buffer).setUint32(4, made);
        return bytes;
      },
    },
  };
}

/** A map with components that are called as their ids. */
export function mapOf(...components: readonly (string | NewComponent)[]): Y.Doc {
  const doc = new Y.Doc();
  const context = mapContext();
  for (const one of components) {
    const added = addComponent(
      doc,
      typeof one === 'string' ? { id: one, name: one } : one,
      context,
    );
    if (!added.ok) throw new Error(added.problem);
  }
  return doc;
}
