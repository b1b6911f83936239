import { plural } from './plural.ts';

/** Of dialogs that change the map. */
export const mapEditText = {
  edit: (name: string) => `Edit ${name}`,
  connect: (name: string) => `What ${name} needs…`,
  delete: (name: string) => `Delete ${name}`,
  deleted: (name: string, connections: number) =>
    connections === 0
      ? `Deleted “${name}”`
      : `Deleted “${name}”. Its ${plural(connections, 'connection is', 'connections are')} kept aside.`,
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  addTitle: 'Add a component',
  editTitle: (name: string) => `Edit ${name}`,
  add: 'Add',
  addAnother: 'Add and next',
  added: (name: string) => `Added “${name}”`,
  name: 'Name',
  sameName: (name: string, layer: string) =>
    `“${name}” (${layer.toLowerCase()}) is on the map already. Where it is the same thing, cancel and edit that one.`,
  nameHint: 'As people call it: Payments API, Orders database, Ana’s on-call rota.',
  addedSame: (name: string) =>
    `Added another “${name}”. More than one on the map has that name now.`,
  layer: 'Layer',
  type: 'Type',
  typeHint: 'Service, database, certificate…',
  system: 'System',
  systemHint: 'What it is part of. The picture can be collapsed by it.',
  tier: 'Tier',
  tierHint: '1 is the most important.',
  description: 'Description',
  tags: 'Tags',
  aliases: 'Other names',
  aliasesHint: 'Runbooks, alerts and incidents that use them find it, too.',
  domains: 'Failure domains',
  domainsHint: 'What it fails together with: a rack, zone, region, provider, DNS zone…',
  ownerPeople: 'Owners: people',
  ownerTeams: 'Owners: teams',
  staff: 'Who this is',
  staffHint: 'The people of a rota or a role. It is down when all of them are away.',
  neededBy: (name: string) => `Needed by ${name}`,
  more: 'More fields',
  failing: 'How often it fails',
  failingHint:
    'Either the share of time in which it works, or the mean hours until it fails and until it is back.',
  availability: 'Availability, %',
  mttf: 'Hours until it fails (MTTF)',
  mttr: 'Hours until it is back (MTTR)',
  objective: 'What it is meant to reach',
  objectiveAvailability: 'Availability objective, %',
  rto: 'Back within (RTO), minutes',
  rpo: 'Data lost at most (RPO), minutes',
  nameNeeded: 'A name is needed.',
  notNumber: (label: string) => `${label} must be a number.`,
  newDomain: {
    title: 'Failure domains',
    lead: 'What fails together. A zone lies in a region, a region in a provider.',
    add: 'Add a failure domain',
    name: 'Name',
    kind: 'Kind',
    parent: 'Lies in',
    none: 'Nothing',
    delete: (name: string) => `Delete ${name}`,
    kindOf: (name: string) => `Kind of ${name}`,
    parentOf: (name: string) => `What ${name} lies in`,
    empty: 'No failure domains yet.',
  },
  needs: {
    title: (name: string) => `What ${name} needs`,
    other: 'Component',
    otherHint: 'Type to find it, or a new name to add it.',
    kind: 'How it needs it',
    add: 'Add',
    createAndAdd: (name: string) => `Add “${name}” to the map`,
    remove: (name: string) => `No longer needs ${name}`,
    kindOf: (name: string) => `How it needs ${name}`,
    empty: 'Nothing yet.',
    groups: 'Needs some of several',
    groupsLead: 'Replicas and alternatives: it works as long as enough of them do.',
    addGroup: 'Add a redundancy group',
    editGroup: (name: string) => `Edit ${name}`,
    deleteGroup: (name: string) => `Delete ${name}`,
  },
  beside: {
    told: (names: string) =>
      `It needs ${names} by itself and as one of several: the group does not help against that.`,
    replace: 'Let the group replace the plain need',
    done: 'The group stands in place of the plain need.',
    instead: (names: string) => `No longer needs ${names} by itself: the group takes its place`,
    insteadHint: 'Needed both ways, the group would not help against it.',
  },
  group: {
    title: 'Redundancy group',
    besideTitle: (member: string) => `A second beside ${member}`,
    needers: 'Who gets it in place of the one alone',
    noNeeder: 'Choose at least one that gets it.',
    name: 'Name',
    nameHint: 'Optional: database replicas',
    members: 'Members',
    membersHint: 'At least two components, any of which can do the work.',
    needs: 'How many must work',
    says: (needs: number, of: number) =>
      of < 2
        ? 'Choose members first'
        : needs === of
          ? `Needs all ${of}: none to spare`
          : `Needs ${needs} of ${of}`,
    standby: 'Standby members',
    standbyHint: 'They work only after a failover.',
    failoverNeeds: 'What the failover needs',
    failoverNeedsHint: 'A control plane, DNS, a tool: without it the standby stays down.',
    byHand: 'Somebody has to start the failover',
    beta: 'Failures that hit all at once, %',
    betaHint: 'Same software, same fault. 10 % is a common guess, not a measurement.',
    failover: 'Failover and common causes',
    impossible: (needs: number, of: number) =>
      of < 2
        ? 'Name at least two members.'
        : `${needs} of ${of} cannot be: choose from 1 to ${of}.`,
    unnamed: (needs: number, of: number, names: string) =>
      needs === of ? `All of ${names}` : `${needs} of ${names}`,
    save: 'Save',
  },
} as const;
