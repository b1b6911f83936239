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

  merge: {
    search: 'Find an incident',
    clear: 'Show all incidents',
    nothing: 'No incident’s title or components have these words.',
    found: (count: number) => plural(count, 'incident', 'incidents'),
    more: (count: number) => `${count} more. Type a word of the title to find them.`,
  },
} as const;
