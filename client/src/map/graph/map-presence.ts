import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod/mini';
import type { Observable, OpenDocument } from '../../hub/client-api.ts';
import { createObservable } from '../../hub/observable.ts';
import { presenceIndex } from '../../ui/presence-colors.ts';
import { shellText } from '../../ui/text/shell.ts';

/** Somebody else who looks at the picture. */
export interface MapPerson {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  /** Id of the component that they have selected; empty: none. */
  readonly at: string;
}

/** Where somebody else points, in the picture. */
export interface MapPointer extends Omit<MapPerson, 'at'> {
  readonly x: number;
  readonly y: number;
}

export interface MapPresence {
  /** The same list until somebody comes, goes or selects. */
  readonly people: readonly MapPerson[];
  /** Apart: they move all the time, and only they are drawn anew then. */
  readonly pointers: Observable<readonly MapPointer[]>;
  /** Tells where the pointer is here; undefined: no longer over the picture. */
  point(at: { readonly x: number; readonly y: number } | undefined): void;
}

/** Anybody can write it, so nothing in it is taken for granted. */
const stateSchema = z.object({
  user: z.object({
    name: z.string().check(z.maxLength(200)),
    palette: z.catch(z.number(), 0),
  }),
  map: z.object({
    at: z.catch(z.string().check(z.maxLength(200)), ''),
    pointer: z.catch(z.optional(z.object({ x: z.number(), y: z.number() })), undefined),
  }),
});

/** Pointers are told this often at most. */
const pointerEveryMs = 80;
const field = 'map';

/** Tells others what is selected here and where the pointer is, and says where they are. */
export function useMapPresence(open: OpenDocument, at: string): MapPresence {
  const { awareness } = open;
  const [people, setPeople] = useState<readonly MapPerson[]>([]);
  const [pointers] = useState(() => createObservable<readonly MapPointer[]>([]));
  const teller = useMemo(() => createTeller(open), [open]);
  useEffect(() => teller.select(at), [teller, at]);
  useEffect(() => () => teller.leave(), [teller]);
  useEffect(() => {
    const read = (): void => {
      const next: MapPerson[] = [];
      const points: MapPointer[] = [];
      for (const [client, raw] of awareness.getStates()) {
        if (client === awareness.clientID) continue;
        const state = stateSchema.safeParse(raw);
        if (!state.success) continue;
        const { user, map } = state.data;
        const person = {
          id: String(client),
          name: user.name.trim().slice(0, 40) || shellText.people.unnamed,
          color: presenceIndex(user.palette),
        };
        next.push({ ...person, at: map.at });
        if (map.pointer !== undefined) points.push({ ...person, ...map.pointer });
      }
      setPeople((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
      if (pointers.get().length + points.length > 0) pointers.set(points);
    };
    read();
    awareness.on('change', read);
    return () => awareness.off('change', read);
  }, [awareness, pointers]);
  return { people, pointers, point: teller.point };
}

function createTeller(open: OpenDocument) {
  let at = '';
  let pointer: { readonly x: number; readonly y: number } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    if (open.awareness.getLocalState() === null) return;
    open.awareness.setLocalStateField(field, { at, ...(pointer === undefined ? {} : { pointer }) });
  };
  return {
    select(id: string): void {
      at = id;
      tell();
    },
    point(to: { readonly x: number; readonly y: number } | undefined): void {
      pointer = to && { x: Math.round(to.x), y: Math.round(to.y) };
      timer ??= setTimeout(tell, pointerEveryMs);
    },
    leave(): void {
      clearTimeout(timer);
      if (open.awareness.getLocalState() === null) return;
      open.awareness.setLocalStateField(field, null);
    },
  };
}
