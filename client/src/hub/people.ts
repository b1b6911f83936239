import { z } from 'zod/mini';
import type { Awareness } from 'y-protocols/awareness';
import { presenceColor, presenceIndex } from '../ui/presence-colors.ts';
import type { Me, Person } from './client-api.ts';

/** What others tell of themselves; anybody can write it, so nothing in it is taken for granted. */
const stateSchema = z.object({
  user: z.object({
    name: z.string().check(z.maxLength(200)),
    palette: z.catch(z.number(), 0),
  }),
  device: z.catch(z.optional(z.string().check(z.maxLength(100))), undefined),
  path: z.catch(z.optional(z.string().check(z.maxLength(500), z.startsWith('/'))), undefined),
});

/** The `user` field as editors of any make show it: a name and colours; `palette` is ours. */
export function presenceUser(me: Me): Readonly<Record<string, unknown>> {
  const color = presenceColor(me.color);
  return { name: me.name, color, colorLight: `${color}33`, palette: me.color };
}

/**
 * Everyone in `awareness` but ourselves, in a stable order.
 *
 * @param own this device, whose other tabs are nobody else
 */
export function peopleIn(awareness: Awareness, own = ''): readonly Person[] {
  const people: Person[] = [];
  for (const [client, raw] of awareness.getStates()) {
    if (client === awareness.clientID) continue;
    const state = stateSchema.safeParse(raw);
    if (!state.success) continue;
    const { user, ...where } = state.data;
    if (where.device !== undefined && where.device === own) continue;
    const color = presenceIndex(user.palette);
    people.push({ id: String(client), name: user.name, color, ...where });
  }
  return people.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}
