import { plural } from './plural.ts';

/** Of documents that only named people have. */
export const accessDocumentsText = {
  title: 'Restricted documents',
  lead: 'A security incident, a private runbook: relays give these to the devices of the named people, and to nobody else, whatever the role.',
  none: 'No document is restricted.',
  withoutKeys:
    'The relays that this device reaches ask nobody for a key, so they give every document to everybody.',
  askTo: 'Only admins say who may see a document.',
  choose: 'Restrict a document',
  choosePlaceholder: 'Runbook, incident or drill',
  nothingFound: 'Nothing of that title',
  nobodyReads: 'Nobody: who may see it cannot be read. An admin can say it anew.',
  by: (by: string) => `by ${by || 'somebody'},`,
  change: 'Change…',
  changeOf: (title: string) => `Change who may see ${title}`,
  menu: 'Who may see this…',
  dialog: {
    title: (title: string) => `Who may see “${title}”`,
    who: 'Who',
    everybody: 'Everybody in the workspace, as their role lets them',
    some: 'Only these people',
    people: 'People',
    nobody: 'Name at least one person.',
    lasts:
      'You are here by break-glass access, which adds restrictions and changes none that is there.',
    what: [
      'Relays give it to the devices of these people only, from the moment they hear of this.',
      'Devices of others that have it already keep what they have, and get nothing new.',
      'Who may see it, and its title where it is known, stays visible here. Whoever runs a relay can read it as before.',
    ],
    whatOpen: ['Devices of everybody get it again as soon as relays hear of this.'],
    youAreOut:
      'You are not among them: from now on your own devices get nothing new of it. You can add yourself again, and everybody can see that.',
    save: 'Save',
    cancel: 'Cancel',
    restricted: (title: string, count: number) =>
      `“${title}” is for ${plural(count, 'person', 'people')} only`,
    opened: (title: string) => `“${title}” is for everybody`,
  },
} as const;
