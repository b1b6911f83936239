import type { Role } from './roles.ts';

/**
 * What there is to be allowed. `read`: documents over a link. `presence`: to be seen by others.
 * `append`: new entries, ticks, comments and incidents. `edit`: every document but `workspace`.
 * `administer`: that one. `replicate`: everything, between relays. `report`: through webhooks.
 * `export`: to read over HTTP.
 */
export const operations = [
  'read',
  'presence',
  'append',
  'edit',
  'administer',
  'replicate',
  'report',
  'export',
] as const;
export type Operation = (typeof operations)[number];

/** The one table of who may do what. */
export const permissionTable: Readonly<Record<Role, readonly Operation[]>> = {
  viewer: ['read', 'presence', 'export'],
  responder: ['read', 'presence', 'export', 'append'],
  editor: ['read', 'presence', 'export', 'append', 'edit'],
  admin: ['read', 'presence', 'export', 'append', 'edit', 'administer'],
  peer: ['read', 'presence', 'append', 'edit', 'administer', 'replicate', 'export'],
  webhook: ['report'],
  export: ['export'],
};

export function may(role: Role, operation: Operation): boolean {
  return permissionTable[role].includes(operation);
}
