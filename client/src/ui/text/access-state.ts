import type { CloseReason } from '@holdfast/shared/access/close-reason';

const local = 'What is on this device stays readable here; changes do not reach anybody else.';

const addOnly = {
  map: 'look at all of the map and declare incidents from it, but not change it',
  drills:
    'start drills, write entries and tick steps, but not change plans or take away what is there',
  runbooks:
    'run runbooks, tick their steps, comment on them and review them, but not write or change them',
  elsewhere: 'write entries, tick steps and comment, but not change or take away what is there',
} as const;
export type AddOnlyPlace = keyof typeof addOnly;

/** How this device stands with the relays of its workspace. */
export const accessStateText = {
  /** What relays said to this device: a heading, and what it means. */
  reasons: {
    'no-key': {
      title: 'This device has no access to this workspace',
      body: `Its relays ask for a key, and this device has none. ${local}`,
    },
    expired: {
      title: 'The access of this device has ended',
      body: `Relays do not let it in any more. ${local}`,
    },
    'not-yet': {
      title: 'The access of this device does not count yet',
      body: `Relays say that it begins later. Either that is so, or a clock is wrong. ${local}`,
    },
    'wrong-workspace': {
      title: 'The access of this device is for another workspace',
      body: `Relays do not let it in here. ${local}`,
    },
    'unknown-key': {
      title: 'Relays do not know who signed this device’s access',
      body: `They may not have the newest keys of the workspace yet, or no longer the old ones. ${local}`,
    },
    'bad-signature': {
      title: 'The access of this device cannot be checked',
      body: `Its signature does not fit. ${local}`,
    },
    replayed: {
      title: 'Relays take what this device shows for old',
      body: `Its clock may be wrong. ${local}`,
    },
    revoked: {
      title: 'An admin has cut this device off',
      body: `Relays do not let it in any more. ${local}`,
    },
    'other-device': {
      title: 'Another device has this access',
      body: `Each device needs an invitation of its own. If the other one is not yours, tell an admin at once. ${local}`,
    },
    'not-for-this': {
      title: 'The access of this device is not for this',
      body: `It was not made for a person’s browser. ${local}`,
    },
    'other-relay': {
      title: 'A relay does not know itself by this address',
      body: `It lets nobody in there, as it cannot tell whether somebody stands between. Use another of its addresses, or tell whoever runs it. ${local}`,
    },
    unproven: {
      title: 'A relay has not proven that it is one of this workspace',
      body: `Nothing is sent to it. ${local}`,
    },
    wipe: {
      title: 'An admin has asked this device to delete its copy',
      body: 'It does so as soon as the order itself has come and has been checked.',
    },
  } satisfies Record<CloseReason, { readonly title: string; readonly body: string }>,
  ask: (admins: string) =>
    admins === ''
      ? 'Ask an admin of the workspace for an invitation.'
      : `Ask ${admins} for an invitation.`,
  and: 'or',
  clock: {
    behind: (by: string) => `The clock of this device is ${by} behind the relay’s. Set it right.`,
    ahead: (by: string) => `The clock of this device is ${by} ahead of the relay’s. Set it right.`,
  },
  toSync: 'See what is not sent',
  waiting: {
    title: 'An invitation waits to be accepted',
    body: 'It is on this device, and no relay has answered yet. It is tried by itself.',
  },
  ends: {
    title: (when: string) => `Your access ends ${when}`,
    body: 'After that relays do not let this device in any more.',
  },
  stop: {
    title: 'This workspace needs an invitation',
    body: (workspace: string) =>
      `The relays of “${workspace}” let in only devices that were invited, and nothing of it is on this device.`,
    how: 'An invitation is a link or a QR code. Open it in this browser, and this page opens by itself.',
    relays: 'See the relays',
  },
  held: {
    title: (changes: string, title: string) => `${changes} to “${title}” only on this device`,
    body: (role: string | undefined) =>
      role === undefined
        ? 'Relays do not take from this device what is written there.'
        : `Your role (${role}) may not write there: nobody else gets to see this.`,
    forOthers:
      'It is for named people only, and you are not one of them: nobody else gets to see this.',
    more: (titles: readonly string[]) =>
      titles.length > 3
        ? `The same holds for ${titles.length} other documents.`
        : `The same holds for ${titles.map((title) => `“${title}”`).join(' and ')}.`,
    counted: (title: string, changes: string) => `${title}: ${changes}`,
    documents: (count: number) => `In ${count} documents`,
    onlyHere: 'Only on this device, and gone if you discard them:',
    corrected: 'corrected something',
    pinned: 'pinned something',
    notes: 'The notes were changed',
    postmortem: 'The post-mortem was changed',
    archived: 'It was archived, or brought back',
    decide: 'What to do…',
    dialog: 'Changes only on this device',
    lead: 'Nobody else sees these changes. They stay here until you decide, and are sent by themselves should you be allowed to write there.',
    looking: 'Asking a relay what it has…',
    unreachable:
      'No relay tells now what it has, so it cannot be shown what differs, and nothing can be given up. The file can be saved all the same.',
    withheld: (why: string) =>
      `${why} So it cannot be shown what differs, and nothing can be given up. The file can be saved all the same.`,
    differs: 'What differs from the relays’ text',
    sameText: 'The text is the same as the relays’. The changes are in what stands around it.',
    notText: 'What was changed there is no text that could be compared here.',
    suggest: 'Hand over as a suggestion',
    suggestHint: 'Your text becomes a suggestion that an editor can accept.',
    suggestionWords: 'Written while I was not allowed to change this text.',
    saveFile: 'Save as a file',
    fileHint: 'Somebody who may write there can take the file in, on the Sync page.',
    copy: 'Copy my text',
    copied: 'Copied',
    giveUp: 'Discard my changes…',
    giveUpSure:
      'Discard for good? The document becomes what the relays have, on this device. This cannot be undone.',
    giveUpYes: 'Discard',
    giveUpNo: 'Keep them',
    failed: 'That could not be done now. Nothing was changed; try again.',
    close: 'Close',
  },
  notAllowed: { title: 'Your role does not allow this', close: 'Close' },
  readOnly: (role: string, admins: string) =>
    `Read only: your role is ${role}. ${admins === '' ? 'Ask an admin.' : `Ask ${admins}.`}`,
  /** Of whoever may add: what they may do in such a place, and what not. */
  addOnly: (place: AddOnlyPlace, admins: string) =>
    `As a responder you may ${addOnly[place]}. ${admins === '' ? 'Ask an admin.' : `Ask ${admins}.`}`,
  forOthers: (admins: string) =>
    `Only for named people, and you are not one of them: relays take nothing of it from you, and give you nothing new. ${admins === '' ? 'Ask an admin.' : `Ask ${admins}.`}`,
  /** Beside what is said of such a document in passing. */
  withheld: 'Restricted: old here',
  forOthersTitle: 'This is for named people only',
  outside: (admins: string) =>
    `Read only: your access is limited to other documents. ${admins === '' ? 'Ask an admin.' : `Ask ${admins}.`}`,
} as const;
