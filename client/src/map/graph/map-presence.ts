import { useEffect, useMemo, useState } from 'react';
import { z } from 'zod/mini';
import type { OpenDocument } from '../../hub/client-api.ts';
import { presenceIndex } from '../../ui/presence-colors.ts';
import { shellText } from '../../ui/text/shell.ts';

/** Somebody else who looks at the picture. */
export interface MapPerson {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  /** Id of the box that they have selected; empty: none. */
  readonly at: string;
  /** Where their pointer is, in the picture. */
  readonly pointer?: { readonly x: number; readonly y: number } | undefined;
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
export function useMapPresence(
  open: OpenDocument,
  at: string,
): { readonly people: readonly MapPerson[]; point(x: number, y: number): void } {
  const { awareness } = open;
  const [people, setPeople] = useState<readonly MapPerson[]>([]);
  const teller = useMemo(() => createTeller(open), [open]);
  useEffect(() => teller.select(at), [teller, at]);
  useEffect(() => () => teller.leave(), [teller]);
  useEffect(() => {
    const read = (): void => {
      const next: MapPerson[] = [];
      for (const [client, raw] of awareness.getStates()) {
        if (client === awareness.clientID) continue;
        const state = stateSchema.safeParse(raw);
        if (!state.success) continue;
        const { user, map } = state.data;
        next.push({
          id: String(client),
          name: user.name.trim().slice(0, 40) || shellText.people.unnamed,
          color: presenceIndex(user.palette),
          at: map.at,
          pointer: map.pointer,
        });
      }
      setPeople((last) => (last.length + next.length === 0 ? last : next));
    };
    read();
    awareness.on('change', read);
    return () => awareness.off('change', read);
  }, [awareness]);
  return { people, point: teller.point };
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
    point(x: number, y: number): void {
      pointer = { x: Math.round(x), y: Math.round(y) };
      timer ??= setTimeout(tell, pointerEveryMs);
    },
    leave(): void {
      clearTimeout(timer);
      if (open.awareness.getLocalState() === null) return;
      open.awareness.setLocalStateField(field, null);
    },
  };
}
