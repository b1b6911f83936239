import { plural } from './plural.ts';

export const savedText = {
  opening: 'Opening…',
  saving: 'Saving…',
  onRelays: (relays: number) => `Saved on ${plural(relays, 'relay', 'relays')}`,
  onSomeRelays: (relays: number, wanted: number) =>
    `Saved on ${relays} of ${plural(wanted, 'relay', 'relays')}`,
  before: (relays: number, wanted: number) =>
    `Edits so far are on ${relays < wanted ? `${relays} of ` : ''}${plural(Math.max(relays, wanted), 'relay', 'relays')}`,
  nothingHere: 'Nothing on this device',
  onDeviceOnly: (pending: number) =>
    pending === 0
      ? 'On this device only'
      : `On this device only: ${plural(pending, 'change', 'changes')}`,
  reach: {
    'no-relay': 'no relay reachable',
    'page-older': 'this page is out of date',
    'relay-older': 'a relay is out of date',
    barred: 'relays do not let this device in',
  },
  failed: 'Could not save on this device',
  opensSync: 'opens Sync',
  details: 'See what is unsaved',
  faults: {
    full: 'The disk, or the space this browser may use, is full. Free some space and keep this page open: saving is tried again by itself.',
    refused:
      'This browser does not allow Holdfast to store anything, as in some private windows. Keep this page open, and next time use a normal window, or allow storage for this site.',
    gone: 'The copy on this device was deleted while the page was open. Keep a copy of what you typed last, then reload the page: the rest is fetched again from a relay.',
    failed:
      'The browser’s storage reported an error. Keep a copy of what you typed last, then reload the page.',
    'hub-lost':
      'The part of the app that saves stopped. What you type is kept in this tab. Reload the page to start it again.',
  },
} as const;
