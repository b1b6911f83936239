import { z } from 'zod/mini';
import type { Place } from './place-boxes.ts';

/** Where boxes stand on this device; a picture that moves on its own is read anew each time. */
const placesSchema = z.record(z.string(), z.tuple([z.number(), z.number()]));
const prefix = 'holdfast-map-places/';
/** What browsers give to an origin is small, and other things are kept there, too. */
const mostKept = 3000;

export function readPlaces(name: string): ReadonlyMap<string, Place> {
  try {
    const read = placesSchema.safeParse(JSON.parse(localStorage.getItem(prefix + name) ?? '{}'));
    if (!read.success) return new Map();
    return new Map(Object.entries(read.data).map(([id, [x, y]]) => [id, { x, y }]));
  } catch {
    // Nothing is kept where the browser forbids it, or what was kept is broken.
    return new Map();
  }
}

export function keepPlaces(name: string, places: ReadonlyMap<string, Place>): void {
  try {
    if (places.size === 0 || places.size > mostKept) {
      localStorage.removeItem(prefix + name);
      return;
    }
    const kept = [...places].map(([id, { x, y }]) => [id, [Math.round(x), Math.round(y)]]);
    localStorage.setItem(prefix + name, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Full or forbidden: the picture is laid out anew next time.
  }
}
