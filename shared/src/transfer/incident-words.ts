import type { IncidentEntry } from '../model/incident-entries.ts';
import {
  type BuiltInRole,
  builtInRoles,
  type IncidentRole,
  type IncidentStatus,
  type Milestone,
  type Severity,
} from '../model/incident-terms.ts';
import type { IncidentNames } from '../model/incident-names.ts';
import type { IncidentDurations } from '../model/incident-durations.ts';

/** Words of an exported incident: it is read where no app is. */
const builtInWords: Readonly<Record<BuiltInRole, string>> = {
  commander: 'Incident Commander',
  communications: 'Communications Lead',
  scribe: 'Scribe',
  operations: 'Operations Lead',
  expert: 'Subject-Matter Expert',
};

/** A workspace that calls everything as the app does. */
export const usualNames: IncidentNames = { roles: [], severities: [] };

/** What a role is called in a workspace. One that nobody named is called by its id. */
export function roleWords(role: IncidentRole, names: IncidentNames = usualNames): string {
  const named = names.roles.find(({ id }) => id === role)?.name;
  const known = builtInRoles.find((one) => one === role);
  return named ?? (known === undefined ? role : builtInWords[known]);
}

/** What a severity is called in a workspace: `SEV2` where it has no name of its own. */
export function severityName(severity: Severity, names: IncidentNames = usualNames): string {
  const named = names.severities.find((one) => one.severity === severity);
  return named?.short || `SEV${severity}`;
}

export const statusWords: Readonly<Record<IncidentStatus, string>> = {
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
};

export const milestoneWords: Readonly<Record<Milestone, string>> = {
  started: 'Started',
  detected: 'Detected',
  acknowledged: 'Acknowledged',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
};

export const durationWords: Readonly<Record<keyof IncidentDurations, string>> = {
  toDetect: 'Time to detect',
  toAcknowledge: 'Time to acknowledge',
  toMitigate: 'Time to mitigate',
  toResolve: 'Time to resolve',
};

/** `SEV2`, or what the workspace calls it, or that nobody said how bad it was. */
export function severityWords(
  of: { readonly severity: Severity; readonly severityStated: boolean },
  names: IncidentNames = usualNames,
): string {
  return of.severityStated ? severityName(of.severity, names) : 'Severity not stated';
}

/** `2026-11-27 10:00:00 UTC`; empty where it is not known. */
export function moment(ms: number): string {
  if (!(ms > 0) || ms > 8.64e15) return '';
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `3 d 4 h`, `12 min`, `40 s`: the two largest units that matter. */
export function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** What an entry says, as a heading and its words. `words` is what somebody wrote, perhaps empty. */
export function told(
  entry: IncidentEntry,
  names: IncidentNames = usualNames,
): { readonly what: string; readonly words: string } {
  switch (entry.kind) {
    case 'declared':
      return {
        what: `declared${entry.severityStated === false ? '' : ` ${severityName(entry.severity, names)}`}: ${entry.title}`,
        words: '',
      };
    case 'title':
      return { what: `named it: ${entry.title}`, words: '' };
    case 'severity':
      return { what: `severity ${severityName(entry.severity, names)}`, words: entry.text ?? '' };
    case 'status':
      return { what: `status ${statusWords[entry.status]}`, words: entry.text ?? '' };
    case 'role': {
      const verb = entry.holds ? 'is' : 'is no longer';
      const role = roleWords(entry.role, names);
      return { what: `${entry.person} ${verb} ${role}`, words: entry.text ?? '' };
    }
    case 'component':
      return { what: `${entry.component} is ${entry.affected ? '' : 'not '}affected`, words: '' };
    case 'note':
    case 'decision':
    case 'hypothesis':
    case 'action':
    case 'output':
      return { what: entry.kind, words: entry.text };
    case 'link':
      return { what: 'link', words: entry.text ?? '' };
    case 'alert': {
      const what = `alert ${entry.alert} ${entry.firing ? 'fires' : 'resolved'}`;
      return { what: `${what}${labelWords(entry.labels)}`, words: entry.text ?? '' };
    }
    case 'update':
      return { what: `${entry.audience} update`, words: entry.text };
    case 'milestone': {
      const at = moment(entry.atMs);
      return {
        what: `${milestoneWords[entry.which].toLowerCase()} at ${at || 'a time nobody knows'}`,
        words: '',
      };
    }
    case 'merge':
      return {
        what: entry.into === '' ? 'not the same as another incident' : `the same as ${entry.into}`,
        words: '',
      };
    case 'runbook-verdict':
      return {
        what: `runbook ${entry.runbook} ${entry.helped ? 'helped' : 'did not help'}`,
        words: entry.text,
      };
    case 'hypothesis-state':
    case 'action-state':
    case 'pin':
    case 'correction':
      return { what: entry.kind, words: '' };
  }
}

function labelWords(labels: Readonly<Record<string, string>> = {}): string {
  const shown = Object.entries(labels).filter(([name]) => name !== 'alertname');
  return shown.length === 0
    ? ''
    : ` (${shown.map(([name, value]) => `${name}=${value}`).join(', ')})`;
}
