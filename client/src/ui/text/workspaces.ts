import { plural } from './plural.ts';

/** Of the workspaces on this device. */
export const workspacesText = {
  title: 'Workspaces on this device',
  lead: 'Each is kept apart: its runbooks, incidents, drills and map. What is said of the others was so when they were last open here.',
  named: (title: string, name: string) => (title === '' ? name : `${title} (${name})`),
  here: 'open now',
  open: (name: string) => `Open ${name}`,
  documents: (count: number) => (count === 0 ? 'empty' : plural(count, 'document', 'documents')),
  opened: 'last opened',
  unsent: (count: number) =>
    `${plural(count, 'change was', 'changes were')} not on enough relays yet. Open it to send ${count === 1 ? 'it' : 'them'}.`,
  leaving: (count: number) =>
    `${plural(count, 'change of this workspace is', 'changes of this workspace are')} not on enough relays yet. ${count === 1 ? 'It stays' : 'They stay'} on this device, and ${count === 1 ? 'goes' : 'go'} to the relays while this workspace is open.`,
  byName: 'Open another by its name',
  byNameHint:
    'Small letters, digits and hyphens. One that nobody has begun on your relays opens empty.',
  notAName:
    'A name has 1 to 63 small letters, digits and hyphens, and no hyphen at its ends. It is not “device”.',
  openButton: 'Open',
  notListed:
    'This browser does not tell which workspaces it keeps. Those opened since this version are listed.',
} as const;
