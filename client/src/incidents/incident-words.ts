import {
  builtInRoles,
  type IncidentRole,
  type Severity,
} from '@holdfast/shared/model/incident-terms';
import type { IncidentNames } from '@holdfast/shared/model/incident-names';
import { useProjection } from '../app/hub-context.tsx';
import { incidentsText } from '../ui/text/incidents.ts';

/** What this workspace calls roles and severities. */
export interface IncidentWords {
  /** Ids of all roles that there are, to be offered. */
  readonly roles: readonly IncidentRole[];
  /** One that this device does not know is called by its id. */
  role(role: IncidentRole): string;
  /** What whoever takes it does; empty where nobody has said. */
  instructions(role: IncidentRole): string;
  severity(severity: Severity): { readonly short: string; readonly long: string };
}

const none: IncidentNames = { roles: [], severities: [] };
const made = new WeakMap<IncidentNames, IncidentWords>();

/** The same object for the same names. */
export function incidentWords(names: IncidentNames = none): IncidentWords {
  const known = made.get(names) ?? make(names);
  made.set(names, known);
  return known;
}

function make(names: IncidentNames): IncidentWords {
  const named = new Map(names.roles.map((role) => [role.id, role]));
  const severities = new Map(names.severities.map((one) => [one.severity, one]));
  const own = names.roles.map(({ id }) => id).filter((id) => builtIn(id) === undefined);
  return {
    roles: [...builtInRoles, ...own],
    role(role) {
      const known = builtIn(role);
      return named.get(role)?.name ?? (known === undefined ? role : incidentsText.roles[known]);
    },
    instructions(role) {
      const known = builtIn(role);
      const said = named.get(role)?.instructions ?? '';
      if (said !== '' || known === undefined) return said;
      return incidentsText.details.instructions[known];
    },
    severity(severity) {
      const usual = incidentsText.severities[severity];
      const { short = '', long = '' } = severities.get(severity) ?? {};
      return { short: short || usual.short, long: long || usual.long };
    },
  };
}

function builtIn(role: IncidentRole) {
  return builtInRoles.find((one) => one === role);
}

/** What this workspace calls roles and severities, kept up to date. */
export function useIncidentWords(): IncidentWords {
  const workspace = useProjection('workspace');
  return incidentWords(workspace?.kind === 'workspace' ? workspace.incidentNames : undefined);
}
