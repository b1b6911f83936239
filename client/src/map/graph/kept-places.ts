import { z } from 'zod/mini';
import { keepValue, onDevice, readKept } from '../kept-values.ts';
import type { Place } from './place-boxes.ts';

/** Where boxes stand on this device; a picture that moves on its own is read anew each time. */
const placesSchema = z.record(z.string(), z.tuple([z.number(), z.number()]));
const prefix = 'holdfast-map-places/';
/** What browsers give to an origin is small, and other things are kept there, too. */
const mostKept = 3000;

export function readPlaces(name: string): ReadonlyMap<string, Place> {
  const read = readKept(placesSchema, prefix + name, onDevice);
  return new Map(Object.entries(read ?? {}).map(([id, [x, y]]) => [id, { x, y }]));
}

/** Where the browser keeps nothing, the picture is laid out anew next time. */
export function keepPlaces(name: string, places: ReadonlyMap<string, Place>): void {
  const kept = [...places].map(([id, { x, y }]) => [id, [Math.round(x), Math.round(y)]]);
  const isKept = places.size > 0 && places.size <= mostKept;
  keepValue(prefix + name, isKept ? Object.fromEntries(kept) : undefined, onDevice);
}
