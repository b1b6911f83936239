import { mapLimits } from './map-fields.ts';
import type { FieldSpec, Specs } from './map-write.ts';
import { dependencyKinds, domainKinds, layers, type RegisterName } from './map-value.ts';

/** What may be written of each kind of item, field by field. Keys are names of registers. */

const hoursMost = 24 * 365 * 1_000;
const secondsMost = hoursMost * 3_600;

const name: FieldSpec = { kind: 'line', label: 'Name', most: mapLimits.nameLength, required: true };
const word = (label: string): FieldSpec => ({ kind: 'line', label, most: mapLimits.wordLength });
const share = (label: string): FieldSpec => ({ kind: 'number', label, from: 0, to: 1 });
const hours = (label: string): FieldSpec => ({ kind: 'number', label, from: 0, to: hoursMost });
const seconds = (label: string): FieldSpec => ({ kind: 'number', label, from: 0, to: secondsMost });

const failureNumbers = {
  availability: share('Availability'),
  mttfHours: hours('Mean time to failure in hours'),
  mttrHours: hours('Mean time to repair in hours'),
} as const satisfies Specs;

export const componentSpecs = {
  name,
  layer: { kind: 'choice', label: 'Layer', values: layers },
  type: word('Type'),
  description: { kind: 'text', label: 'Description' },
  system: word('System'),
  tier: word('Tier'),
  tags: { kind: 'words', label: 'tags' },
  aliases: { kind: 'words', label: 'other names' },
  links: { kind: 'links', label: 'links' },
  domains: { kind: 'ids', label: 'failure domains', of: 'domains' },
  ownerPeople: { kind: 'ids', label: 'owners', of: 'people' },
  ownerTeams: { kind: 'ids', label: 'owning teams', of: 'teams' },
  staff: { kind: 'ids', label: 'staff', of: 'people' },
  ...failureNumbers,
  objectiveAvailability: share('Availability objective'),
  rtoSeconds: seconds('Recovery time objective in seconds'),
  rpoSeconds: seconds('Recovery point objective in seconds'),
} as const satisfies Specs;

export const dependencySpecs = {
  kind: { kind: 'choice', label: 'Kind', values: dependencyKinds },
  note: { kind: 'text', label: 'Note' },
} as const satisfies Specs;

export const groupSpecs = {
  component: { kind: 'id', label: 'Component', of: 'components', required: true },
  name: { kind: 'line', label: 'Name', most: mapLimits.nameLength },
  needs: { kind: 'number', label: 'Members needed', from: 1, to: mapLimits.members, whole: true },
  members: { kind: 'ids', label: 'members', of: 'components' },
  standby: { kind: 'ids', label: 'standby members', of: 'components' },
  failoverNeeds: { kind: 'ids', label: 'components the failover needs', of: 'components' },
  failoverByHand: { kind: 'flag', label: 'Failover by hand' },
  beta: share('Common-cause share'),
} as const satisfies Specs;

export const domainSpecs = {
  name,
  kind: { kind: 'choice', label: 'Kind', values: domainKinds },
  parent: { kind: 'id', label: 'Parent', of: 'domains' },
  note: { kind: 'text', label: 'Note' },
  ...failureNumbers,
} as const satisfies Specs;

export const personSpecs = {
  name,
  role: word('Role'),
  contacts: { kind: 'contacts', label: 'contacts' },
  teams: { kind: 'ids', label: 'teams', of: 'teams' },
  aliases: { kind: 'words', label: 'other names' },
} as const satisfies Specs;

export const teamSpecs = {
  name,
  note: { kind: 'text', label: 'Note' },
  contacts: { kind: 'contacts', label: 'contacts' },
} as const satisfies Specs;

export const leaveSpecs = {
  person: { kind: 'id', label: 'Person', of: 'people', required: true },
  from: { kind: 'day', label: 'First day' },
  to: { kind: 'day', label: 'Last day' },
  note: { kind: 'text', label: 'Note' },
} as const satisfies Specs;

export const registerSpecs: Readonly<Record<RegisterName, Specs>> = {
  components: componentSpecs,
  dependencies: dependencySpecs,
  groups: groupSpecs,
  domains: domainSpecs,
  people: personSpecs,
  teams: teamSpecs,
  leaves: leaveSpecs,
};
