import { plural } from './plural.ts';

/** Of the room of an incident: its header, and what is offered in it. */
export const roomText = {
  roles: 'Roles',
  components: 'Affected components',
  holds: (role: string, people: string) => `${role}: ${people}`,
  nobody: 'nobody',
  goToRoles: (fact: string) => `${fact}. Go to roles`,
  give: (fact: string, role: string) => `${fact}. Give ${role} to somebody`,
  goToComponents: (name: string) => `Affected: ${name}. Go to components`,
  more: (count: number) => `+${count} more`,
  moreRoles: (count: number) => `${plural(count, 'more role', 'more roles')}. Go to roles`,
  moreComponents: (count: number) =>
    `${plural(count, 'more affected component', 'more affected components')}. Go to components`,
  goToDetails: (facts: string) => `${facts}. Go to details`,

  clockAhead: 'the clock of that device is ahead',
  clockAheadNotice: (who: string, time: string) =>
    `The clock of ${who}’s device is ${time} ahead of this one. Times that it gave are shown as it gave them; the order is not affected.`,
  openRun: 'Open the run',
  mendInRun: 'Put it right in the run',
  moreBelow: 'More below: ↓ or scroll',
  name: {
    offer: (guest: string) => `Others see you as ${guest}.`,
    field: 'Your name',
    keep: 'Keep it',
    notNow: 'Not now',
    tooLong: (most: number) => `At most ${most} characters.`,
    kept: (name: string) => `You are ${name} on this device from now on.`,
  },
  merge: {
    search: 'Find an incident',
    clear: 'Show all incidents',
    nothing: 'No incident’s title or components have these words.',
    found: (count: number) => plural(count, 'incident', 'incidents'),
    more: (count: number) => `${count} more. Type a word of the title to find them.`,
  },
} as const;
