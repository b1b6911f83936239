import { plural } from './plural.ts';

/** Of what the map knows about an incident. */
export const mapIncidentText = {
  title: 'What depends on this',
  working: 'Being worked out…',
  unreadable: 'The map could not be read on this device.',
  failedToTell:
    'What goes down with it is not known: the analysis failed. Reload the page to try again.',
  down: (count: number) =>
    count === 0
      ? 'Nothing else on the map goes down with it.'
      : `${plural(count, 'component goes', 'components go')} down with it:`,
  degraded: (count: number) =>
    `${plural(count, 'more depends', 'more depend')} on it, and may be worse or unable to change.`,
  more: (count: number) => `and ${count.toLocaleString('en')} more`,
  people: 'Who can operate it',
  nobody: (name: string) => `${name}: nobody, as far as the map knows`,
  leads: 'can lead',
  operates: 'can operate it',
  away: 'on leave today',
  drills: 'What drills left open',
  noDrills: 'No drill of its runbooks failed last time.',
  failed: (steps: number) =>
    steps === 0 ? 'failed' : `failed at ${plural(steps, 'step', 'steps')}`,
  inGraph: 'Show on the map',
} as const;
