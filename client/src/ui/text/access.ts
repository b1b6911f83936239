import { plural } from './plural.ts';

/** Of who may do what in this workspace, and on which devices. */
export const accessText = {
  title: 'Access',
  command: 'Access: people, devices and roles',
  lead: 'Who may do what in this workspace, and on which devices. Relays check it by themselves, also when nothing else can be reached.',
  undo: 'Undo',
  notDone: 'Not done',
  ask: {
    nobody: 'No admin is known on this device: ask whoever runs the relays.',
    them: (names: readonly string[], more: number) =>
      `Ask ${names.join(', ')}${more === 0 ? '' : ` or ${plural(more, 'other admin', 'other admins')}`}.`,
  },
  opening: 'Reading from this device…',
  failed:
    'The workspace’s settings on this device cannot be read now, so nothing can be said here. Sync says more.',
  partsLabel: 'What is shown of access',
  parts: {
    people: 'People and devices',
    roles: 'Roles',
    invitations: 'Invitations',
    documents: 'Restricted documents',
    audit: 'Audit',
  },
  settings: {
    lead: 'Who may do what in this workspace, their devices and invitations.',
    open: 'Open Access',
  },
  open: {
    title: 'This workspace is open to everybody who reaches a relay',
    body: 'Its relays run without keys. Whoever can reach the address of one can read and change everything, and the names beside changes are only what people called themselves. Nobody can be invited, cut off or kept out of a document here.',
    doNow:
      'That is fine on one computer, or in a network where everybody is trusted. To change it, make keys on a computer of your own and give the public ones to each relay:',
    commands: (workspace: string) =>
      `holdfast keys create --workspace ${workspace} --dir FOLDER\nholdfast relay --keys FOLDER …`,
    more: 'What is in the workspace stays as it is. docs/access.md, which comes with Holdfast, has it step by step, with how to invite people afterwards.',
    left: 'There are devices and invitations in this workspace all the same, from a relay that asks for keys. The relays that this device reaches do not.',
  },
  roleNames: {
    viewer: 'Viewer',
    responder: 'Responder',
    editor: 'Editor',
    admin: 'Admin',
    peer: 'Relay',
    webhook: 'Webhook',
    export: 'Export',
  },
  roleWords: {
    viewer: 'reads everything and changes nothing',
    responder: 'ticks steps, posts, comments and declares incidents, but rewrites nothing',
    editor: 'writes everything but the workspace’s settings',
    admin: 'does everything, also inviting and cutting off',
    peer: 'another relay, which keeps a copy of everything',
    webhook: 'a program that reports alerts and nothing else',
    export: 'a program that reads and changes nothing',
  },
  people: {
    list: 'People and devices',
    search: 'Search people and devices',
    which: 'Which',
    filters: {
      all: 'Everybody',
      now: 'With access now',
      waiting: 'Invited',
      off: 'Cut off or run out',
    },
    count: (people: number, devices: number) =>
      `${plural(people, 'person', 'people')}, ${plural(devices, 'device', 'devices')}`,
    none: {
      title: 'Nobody has joined yet',
      body: 'Whoever opens an invitation on a device is listed here, with that device. Admins invite under Invitations; the first comes from the command line, with holdfast invite.',
    },
    nothingFound: 'Nobody fits what is asked for above.',
    signedIn: 'signed in with the company’s provider',
    you: 'You',
    thisDevice: 'This device',
    unnamedDevice: 'Device without a name',
    scoped: (count: number) => `Only ${plural(count, 'document', 'documents')}`,
    since: 'since',
    until: 'until',
    ranOut: 'ran out',
    from: 'from',
    devices: (name: string) => `Devices of ${name}`,
    states: {
      good: 'Has access',
      waiting: 'Invited, not opened yet',
      'not-yet': 'Begins later',
      expired: 'Ran out',
      off: 'Cut off',
    },
    noDevice: 'No device',
    menu: (what: string) => `What can be done with ${what}`,
    cutDevice: 'Cut off this device…',
    cutPerson: 'Cut off this person…',
    withdraw: 'Withdraw this invitation…',
    giveBack: 'Give access back',
    copyId: 'Copy the id, for the command line',
    invitation: 'Invitation',
    made: 'made',
    askTo: 'Only admins cut off and invite.',
    givenBack: (what: string) => `${what} has access again`,
    wipeAsked: 'asked to delete its copy',
    cutOffBy: (by: string, of: 'token' | 'device' | 'person' | 'issuer') =>
      of === 'issuer'
        ? `Ended with the device that issued it, cut off by ${by || 'somebody'}`
        : `Cut off by ${by || 'somebody'}`,
    unreadable: 'Cut off; by whom and why cannot be read',
    reason: (reason: string) => `“${reason}”`,
    issuedBy: (name: string) => `Invited by ${name}`,
  },
} as const;
