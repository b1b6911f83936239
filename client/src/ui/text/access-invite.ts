import { plural } from './plural.ts';

/** Of invitations and sealed access. */
export const accessInviteText = {
  invite: 'Invite',
  seal: 'Make sealed access',
  cancel: 'Cancel',
  tooLongForQr: 'The link is too long for a QR code. Copy it instead.',
  noKey:
    'This browser keeps no key for this page, so it cannot sign an invitation. Open the app over HTTPS, in a window that is not private, or use holdfast invite.',
  failed: 'The invitation could not be made on this device.',
  needsAdmin: 'Only admins invite and make sealed access.',
  open: {
    title: 'Open invitations',
    lead: 'Made and not opened yet. The first device that opens one has the access; then it works nowhere else.',
    none: 'No invitation that the workspace knows of waits to be opened.',
    elsewhere:
      'Those that are made at the command line by a key of the workspace (holdfast invite --dir) appear here only once they are opened. Whoever made one can withdraw it by its id: holdfast token revoke --token ID.',
    noneAdmin:
      'Invite somebody: they get a link that works once, and are in the list of people once they have opened it.',
    noneWithoutKeys: 'Invitations mean nothing as long as relays ask nobody for a key.',
    past: (count: number) =>
      `${plural(count, 'earlier one', 'earlier ones')}: withdrawn or run out`,
  },
  sealed: {
    title: 'Break-glass access',
    lead: 'Sealed access on paper, for the day when nobody who has access can be reached. Using one is shown to everybody on every screen, is recorded, and ends by itself.',
    none: 'No sealed access was made.',
    noneAdmin:
      'Make a few, print them, and keep them where the right people find them when everything else is down: a safe, the on-call room.',
    states: {
      sealed: 'Sealed',
      'in-use': 'In use',
      used: 'Used, and over',
      off: 'Cut off or withdrawn',
      expired: 'Ran out unused',
    },
    goesOn: (life: string) => `works for ${life} once used`,
    number: (id: string) => `number ${id}`,
    usedOn: (device: string) => `on ${device}`,
    anUnnamedDevice: 'a device without a name',
    menu: (name: string) => `What can be done with ${name}`,
    end: 'End this access…',
  },
  dialog: {
    title: 'Invite somebody',
    who: 'Name',
    whoHint: 'As everybody sees it beside what they write.',
    same: 'Who is that?',
    anotherDevice: (name: string, id: string) =>
      `${name} who is here already (${id}): one more device`,
    somebodyElse: 'Somebody else of the same name',
    role: 'Role',
    scope: 'Documents',
    scopeHint: 'Empty: all. Otherwise only these, and the workspace’s settings to read.',
    scopePlaceholder: 'All',
    life: 'Access lasts, once opened',
    asLongAsOwn: 'as long as your own access',
    open: 'The link can be opened for',
    submit: 'Make the invitation',
    nameMissing: 'Write a name.',
  },
  made: {
    title: (name: string) => `The invitation for ${name}`,
    once: 'Shown now and never again. Whoever opens it first has the access, so hand it over directly.',
    how: [
      'Best: let the person scan the code from your screen, or hand the link over in a call.',
      'Else send it in a message that only they can read. Not by a ticket, a channel or a mailing list.',
      'Ask them to open it at once. When it says that somebody else was first, withdraw it: then it was intercepted.',
    ],
    works: (days: string, until: string) =>
      `It works once, until ${until}. The device that opens it has access for ${days}.`,
    link: 'Link',
    copy: 'Copy the link',
    qr: (name: string) => `QR code of the invitation for ${name}`,
    done: 'Done',
    listed: 'It is on the list of open invitations, where it can be withdrawn.',
  },
  addresses: {
    title: 'Where it opens',
    one: 'The code opens the app at this address, and names no other relay: while that one is down, a device that never was here cannot use it.',
    more: 'The code opens the first. If it does not answer, that relay is down: put another of these before /join in the address.',
  },
  sealDialog: {
    title: 'Make sealed access',
    lead: 'Each sheet works once, for one device. Print them when they are made: they are shown only then.',
    where: 'Where it is kept, or for whom',
    whereHint: 'Stands on the sheet, and beside what is done with it.',
    wherePlaceholder: 'Safe in the on-call room',
    count: 'How many sheets',
    role: 'Role',
    life: 'Works for, once used',
    open: 'Sealed for at most',
    submit: 'Make them',
    whereMissing: 'Say where they are kept, or for whom.',
    name: (where: string, at: number, count: number) =>
      count === 1 ? `Break-glass: ${where}` : `Break-glass: ${where} (${at} of ${count})`,
    making: (done: number, count: number) => `Making ${done} of ${count}…`,
    someMade: (made: number, count: number) =>
      `${made} of ${plural(count, 'sheet', 'sheets')} ${made === 1 ? 'is' : 'are'} made and good. They can be printed when this dialog is left, and only then.`,
    makeMissing: (missing: number) =>
      missing === 1 ? 'Make the missing one' : `Make the missing ${missing}`,
    showMade: (made: number) => (made === 1 ? 'Go on with one' : `Go on with ${made}`),
  },
  sheets: {
    ready: (count: number) =>
      `${plural(count, 'sheet is', 'sheets are')} ready to print. They are shown now and never again: what is not printed has to be withdrawn and made anew.`,
    fewer: (made: number, wanted: number) =>
      `Of ${wanted} wanted, only ${made} could be made; the numbers on the sheets count ${wanted}.`,
    print: 'Print',
    done: 'Done, they are printed',
    title: 'Break-glass access',
    workspace: 'Workspace',
    what: 'What this is',
    whatWords: (workspace: string) =>
      `A way into ${workspace} for an emergency in which nobody who has access can be reached. It needs no sign-in and nobody’s permission.`,
    how: 'How to use it',
    steps: [
      'Scan the code with the camera of a phone, and open the address. On a computer: scan it with a phone, and send the address to the computer.',
      'Say who you are when you are asked.',
      'Work. Everybody in the workspace sees on every screen that this sheet is in use.',
    ],
    qr: (name: string) => `QR code of ${name}`,
    facts: {
      role: 'May',
      life: 'Works',
      lifeWords: (life: string) => `${life} from its first use, on the device that used it first`,
      until: 'Use it before',
      made: 'Made',
      by: (by: string, when: string) => `${when} by ${by}`,
      id: 'Number',
    },
    recorded: 'Its use is recorded in the workspace and by every relay, and cannot be hidden.',
    keep: 'Whoever has this sheet has the access. Keep it sealed. If it is missing, have an admin withdraw its number under Access, Invitations.',
  },
} as const;
