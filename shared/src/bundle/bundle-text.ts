import type { CalloutKind } from '../markdown/callout.ts';
import type { Review } from '../model/review.ts';
import type { BundleMaker } from './bundle-source.ts';

/** Every word that a bundle says by itself. It is made on relays too, so it cannot take them from the app. */
export const bundleText = {
  product: 'Holdfast',
  title: (workspace: string) => `${workspace}: emergency bundle`,
  lead: 'All runbooks, live incidents and the map of this workspace in one file. It needs no network and no Holdfast.',
  skip: 'Skip to content',
  made: 'Made',
  from: 'From',
  makers: {
    browser: (name: string) => (name === '' ? 'A browser’s copy' : `The browser copy of ${name}`),
    'command-line': (name: string) =>
      name === '' ? 'What relays sent to the command line' : `What relays sent to ${name}`,
    relay: (name: string) => `The disk of ${name}`,
  } satisfies Record<BundleMaker['kind'], (name: string) => string>,
  version: (version: string) => `Holdfast ${version}`,
  madeWith: 'Made with',
  snapshot: 'What was changed after this moment is not in it.',
  completeness: 'Completeness',
  complete: 'Complete as far as is known',
  incomplete: 'Changes may be missing',
  linked: (relays: string) => `It had everything of ${relays} when this file was made.`,
  allPeers: (peers: string) => `Linked to ${peers} when this file was made.`,
  noPeers: 'A relay without peers: nothing else was compared.',
  unlinkedPeers: (peers: string) =>
    `Not linked when this file was made: ${peers}. What only they had is not in it.`,
  equalAt: 'No relay could be reached when this file was made. Last known equal to a relay’s copy:',
  neverEqual:
    'No relay could be reached when this file was made, and it is not known when this copy last had all that a relay had.',
  unsent: (count: number) =>
    count === 1
      ? 'It holds 1 change that fewer relays have than promised.'
      : `It holds ${count} changes that fewer relays have than promised.`,
  damaged: (count: number) =>
    count === 1
      ? '1 record of the copy was damaged and not fetched again yet.'
      : `${count} records of the copy were damaged and not fetched again yet.`,
  holds: 'Holds',
  runbooks: (count: number) => (count === 1 ? '1 runbook' : `${count} runbooks`),
  archivedOfThem: (count: number) => `${count} of them archived`,
  openRuns: (count: number) => (count === 1 ? '1 drill going on' : `${count} drills going on`),
  leftOut: 'Not in this file',
  leftOutKinds: (count: number, kinds: string) =>
    count === 1
      ? `1 document of a kind that this version cannot show: ${kinds}`
      : `${count} documents of kinds that this version cannot show: ${kinds}`,
  unreadable: (count: number, names: string) =>
    count === 1
      ? `1 document that could not be read: ${names}`
      : `${count} documents that could not be read: ${names}`,
  alwaysLeftOut:
    'Earlier versions of runbooks, comments, plans of drills, drills that have ended and their log, and incidents that are resolved or archived, but for the list of those resolved in the last 14 days.',
  variables: {
    title: 'Fill in where the text has the name in double braces',
    name: 'Variable',
    default: 'Default',
    noDefault: 'none',
    description: 'Description',
  },
  search: 'Search runbooks, incidents and the map',
  contents: 'Contents',
  searchAndContents: 'Search and contents',
  about: 'About this file',
  incidents: 'Incidents',
  workspace: 'Workspace',
  alerts: 'Alerts',
  alertsLead: 'Which runbook answers an alert, and other names by which runbooks are looked for.',
  alert: 'Alert or other name',
  answeredBy: 'Runbook',
  noAlerts: 'No runbook names an alert.',
  runs: 'Drills going on',
  hypothesis: 'Believed beforehand',
  aboutDrill: 'This is an exercise, no real outage.',
  noRuns: 'None was going on.',
  started: 'Started',
  steps: (done: number, of: number) => `${done} of ${of} steps done`,
  skipped: (count: number) => `${count} skipped`,
  failed: (count: number) => `${count} failed`,
  by: (people: string) => `by ${people}`,
  people: 'People',
  peopleNamed: 'In runbooks and incidents',
  peopleLead: 'Whom the runbooks and live incidents name.',
  noPeople: 'The runbooks and live incidents name nobody.',
  owns: 'Owns',
  person: 'Name',
  did: 'Also',
  changedCount: (count: number) => `last to change ${count}`,
  reviewedCount: (count: number) => `reviewed ${count}`,
  ranCount: (count: number) => `in ${count} ${count === 1 ? 'drill' : 'drills'}`,
  relays: 'Relays',
  relaysLead: 'Where the workspace is kept.',
  noRelays: 'No relay was known.',
  list: 'Runbooks',
  noRunbooks: 'There is no runbook in this workspace.',
  archived: 'Archived',
  archivedList: 'Archived runbooks',
  owners: 'Owners',
  noOwner: 'No owner',
  answers: 'Alerts',
  components: 'Components',
  tags: 'Tags',
  aliases: 'Also called',
  changed: 'Changed',
  changedBy: (name: string) => `by ${name}`,
  reviewed: 'Last review',
  verdicts: {
    works: 'Works',
    'needs-changes': 'Needs changes',
    obsolete: 'Obsolete',
  } satisfies Record<Review['verdict'], string>,
  textChangedSince: 'The text was changed since.',
  importedFrom: 'Imported from',
  onThisPage: 'In this runbook',
  frontMatter: 'Front matter',
  asWritten: 'This text is too long or too intricate to be laid out. It is shown as it is written.',
  unreadableRunbook: 'This runbook could not be read when the file was made.',
  emptyRunbook: 'Nothing is written here.',
  table: 'Table',
  done: 'Done',
  notDone: 'Not done',
  image: 'Image',
  imageElsewhere: (alt: string, src: string) => `${alt} (not in this file: ${src})`,
  missingFile: (path: string) => `${path} is not in this file`,
  callouts: {
    note: 'Note',
    tip: 'Tip',
    important: 'Important',
    warning: 'Warning',
    caution: 'Caution',
  } satisfies Record<CalloutKind, string>,
  check: 'Check this file',
  digest: 'SHA-256',
  checkHow:
    'The digest is that of the whole file with these 64 digits written as zeros. It finds damage. It proves who made the file only if you have it from somebody you trust, by another way. To check it:',
  checkCommand: 'npx holdfast bundle --verify FILE',
} as const;

/** What the page says once its script runs. Put into it as JSON. */
export const bundleScriptText = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Not copied',
  printOne: 'Print only this',
  none: 'Nothing has these words.',
  one: '1 found',
  many: '# found',
  similar: 'Nothing has these words. Similar: “#”.',
  more: 'The best # are shown.',
  now: 'a moment ago',
  minutes: ['1 minute ago', '# minutes ago'],
  hours: ['1 hour ago', '# hours ago'],
  days: ['1 day ago', '# days ago'],
  ahead: 'The clock of this device is behind the time at which the file was made.',
} as const;
