import type { RelayReport } from '../../hub/client-api.ts';
import type { RelayAddressProblem } from '../../hub/relay-address.ts';
import { plural } from './plural.ts';

export const syncText = {
  title: 'Sync',
  lead: 'Where the edits of this device are, and what it can still reach.',
  explain: {
    good: (relays: number) =>
      `Every edit of this device is on its own disk and on the disks of ${plural(relays, 'relay', 'relays')}.`,
    partial: (relays: number, wanted: number) =>
      `Every edit of this device is on ${plural(relays, 'relay', 'relays')}; ${wanted} are promised. It is sent to another as soon as one can be reached.`,
    local: (isKept: boolean) =>
      `Your edits are on this device.${isKept ? '' : ' The browser has not promised to keep them there.'}`,
    sentSoon:
      'What no relay has confirmed is sent as soon as one can be reached; you can go on working.',
    before: (relays: number) =>
      `What this device had sent is on the disks of ${plural(relays, 'relay', 'relays')}.`,
    barred:
      'Relays do not let this device in: until one does, nothing newer is sent to others, and nothing of theirs comes.',
    locked: 'Relays do not let this device in, and nothing of the workspace is on it.',
    busy: 'Your last edits are being written to this device.',
    opening: 'Reading what this device knows.',
  },
  reading: 'Reading…',
  notKnown: 'Not known: what keeps the copy of this device has stopped. Reload the page.',
  relays: 'Relays',
  relaysLead:
    'Relays keep copies and pass edits on. Any of them can be lost without losing an edit that was saved on two.',
  noRelays: 'No relay is known on this device. Add the address of one to share your edits.',
  retryAll: 'Try all now',
  retry: 'Try now',
  retryRelay: (relay: string) => `Try ${relay} now`,
  states: {
    connected: 'Connected',
    connecting: 'Connecting',
    waiting: 'Not connected',
    standby: 'Standing by',
    stopped: 'Refused',
  } satisfies Record<RelayReport['state'], string>,
  saysTheRelay: (words: string) => `It says: ${words}`,
  standbyWhy: 'It is tried when another is lost.',
  standbyFailed: (problem: string) => `The last try failed: ${problem}`,
  neverContacted: 'Not contacted yet',
  neverContactedTitle: 'Not since Holdfast was opened on this device',
  lastContact: 'Last contact',
  pageOlder:
    'This page is older than this relay, and the two cannot talk. Reload to update the page.',
  relayOlder:
    'This relay is older than this page, and the two cannot talk. Whoever runs it has to update it.',
  pageOlderTitle: 'This page is out of date',
  pageOlderBody: (relays: string) =>
    `${relays} runs a newer version and does not take what this page sends. Nothing is lost: edits are kept on this device and sent there after the update. If reloading does not help, the relay that this page came from has to be updated first.`,
  relayOlderTitle: 'A relay is out of date',
  relayOlderBody: (relays: string) =>
    `${relays} runs an older version, to which this page cannot send. Edits are kept on this device and sent there once whoever runs it has updated it.`,
  update: 'Reload to update',
  roundTrip: 'Round trip',
  roundTripMs: (ms: number) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`,
  lastAck: 'Last confirmed',
  never: 'not yet',
  neverAck: 'No confirmation since Holdfast was opened',
  nextTry: (seconds: number) =>
    seconds <= 0 ? 'Trying again now' : `Trying again in ${plural(seconds, 'second', 'seconds')}`,
  insecure: 'No keys',
  unproven: 'Not proven',
  unprovenWhy:
    'It has nothing to show that it is a relay of this workspace. This device deals with it only because the page came from there, and because no relay has proven itself yet. Whoever runs it can give it a token of role peer.',
  refusedHere: (why: string) =>
    `This device sends nothing there and takes nothing: ${why}. If it is a relay of yours, tell whoever runs it.`,
  insecureTitle: 'Anyone who can reach a relay can read and change everything',
  insecureBody: (relays: string) =>
    `${relays} runs without keys on an address that other machines can reach. Use it for trying out only, on a network you trust.`,
  addRelay: 'Add a relay',
  addressLabel: 'Address of a relay',
  addressPlaceholder: 'wss://relay.example.org',
  addressProblems: {
    scheme: 'An address starts with wss://, ws://, https:// or http://',
    host: 'This has no plain host name. Write an address such as wss://relay.example.org or http://10.0.0.5:4100',
    account: 'An address has no user name or password. Write it without them',
  } satisfies Record<RelayAddressProblem, string>,
  addressKnown: 'This relay is in the list already',
  remove: 'Remove',
  removeRelay: (relay: string) => `Remove ${relay} from this device’s list`,
  removed: (relay: string) => `Removed ${relay}`,
  undo: 'Undo',
  unsent: 'Not sent yet',
  unsentNone: 'Everything has been sent.',
  nothingToSend: 'Nothing was written here.',
  unsentLead:
    'These edits are on this device only, or on fewer relays than promised. Changes are counted as they are kept: each keystroke or paste is one.',
  offered: (count: number) =>
    `${plural(count, 'change', 'changes')} that this device received from a relay may be lost there. They are offered to all relays again.`,
  changes: (count: number) => plural(count, 'change', 'changes'),
  workspaceDocument: 'Workspace settings',
  untitledRunbook: 'Untitled runbook',
  untitledPlan: 'Untitled plan',
  drillLog: 'Log of drills',
  reviewLog: 'Log of reviews',
  map: 'Map',
  versionsOf: (title: string) => `Versions of ${title}`,
  more: (count: number) => `and ${plural(count, 'more document', 'more documents')}`,
  offline: 'Offline copy',
  offlineLead: 'All of it opens and can be edited with no network at all.',
  documents: 'Documents on this device',
  caughtUp: 'Last known equal to a relay’s',
  quarantined: (count: number) =>
    `${plural(count, 'record', 'records')} on this device failed a check and ${count === 1 ? 'is' : 'are'} being fetched again from a relay. Nothing needs to be done.`,
  storage: 'Storage of this device',
  storageUsed: 'Used',
  ofQuota: (used: string, quota: string) => `${used} of ${quota} that the browser allows`,
  storageUnknown: 'The browser does not say',
  storageKept: 'Kept until you delete it',
  storageKeptBody: 'The browser has promised not to clear this copy by itself.',
  storageMayGo: 'The browser may clear it',
  storageMayGoBody:
    'When the disk runs full, the browser may clear this copy. Installing Holdfast, or using it often, usually makes the browser keep it.',
  storageState: 'Protection',
  hub: 'How this device syncs',
  hubs: {
    'shared-worker': 'One background worker for all tabs',
    'elected-tab': 'One of the open tabs does it for all',
    starting: 'Starting…',
    lost: 'Stopped: each tab keeps its own copy until the page is reloaded',
  },
} as const;
