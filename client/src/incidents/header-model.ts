import type { IncidentRole } from '@holdfast/shared/model/incident-terms';
import type { ReadIncident } from './incident-store.ts';
import { affectedIn } from './merged-model.ts';

/** A role and who holds it; nobody, where it is one that an incident needs. */
export interface HeldRole {
  readonly role: IncidentRole;
  readonly people: readonly string[];
}

/** What a header has room for, and how much more there is. */
export interface HeaderFacts {
  readonly roles: readonly HeldRole[];
  readonly moreRoles: number;
  readonly components: readonly string[];
  readonly moreComponents: number;
}

const most = 3;

/**
 * Who does what in an incident, and what it and those merged into it name as affected. Command is
 * named first, also where nobody has it while the incident goes on.
 */
export function headerFacts(own: ReadIncident, merged: readonly ReadIncident[]): HeaderFacts {
  const { state } = own;
  const held = state.roles
    .filter(({ holders }) => holders.length > 0)
    .map(({ role, holders }) => ({ role, people: holders.map(({ value }) => value) }));
  const isLive =
    state.status.now?.value !== 'resolved' && (state.mergedInto.now?.value ?? '') === '';
  const commander = held.find(({ role }) => role === 'commander');
  const first: readonly HeldRole[] =
    commander !== undefined ? [commander] : isLive ? [{ role: 'commander', people: [] }] : [];
  const roles = [...first, ...held.filter((one) => one !== commander)];
  const components = affectedIn([own, ...merged]);
  return {
    roles: roles.slice(0, most),
    moreRoles: Math.max(0, roles.length - most),
    components: components.slice(0, most),
    moreComponents: Math.max(0, components.length - most),
  };
}
