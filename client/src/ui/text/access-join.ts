import type { CloseReason } from '@holdfast/shared/access/close-reason';
import type { Role } from '@holdfast/shared/access/roles';

/** Opening an invitation. */
export const joinText = {
  pageTitle: 'Invitation · Holdfast',
  heading: (workspace: string) => `Join ${workspace}`,
  who: (by: string | undefined, name: string) =>
    by === undefined ? `An admin of this workspace invites ${name}.` : `${by} invites ${name}.`,
  roles: {
    viewer: 'Viewer: you read everything, and change nothing.',
    responder:
      'Responder: you read everything, declare incidents, post, tick steps and comment, and rewrite nothing.',
    editor: 'Editor: you read and write everything but the workspace’s settings.',
    admin: 'Admin: you may do everything, also invite people and cut off devices.',
    peer: 'This is made for a relay, not for a person.',
    webhook: 'This is made for a program that reports, not for a person.',
    export: 'This is made for a program that reads, not for a person.',
  } satisfies Record<Role, string>,
  facts: {
    workspace: 'Workspace',
    name: 'You',
    role: 'Role',
    documents: 'Limited to',
    until: 'Access until',
    acceptBy: 'Accept before',
    relays: 'Relays it names',
    checked: 'Checked',
  },
  checked: {
    key: 'It fits the key of the workspace that the link carries.',
    'sign-in':
      'It fits the key that a relay signs with for people who sign in with the company’s provider, as this admin did. Whether that is a relay of the workspace, the link cannot show: look at who sends it.',
    nothing: 'The link carries no key to check it by. Only a relay can say whether it is genuine.',
  },
  whoAreYou: 'Who are you?',
  whoAreYouHint:
    'Your name, as colleagues know you. Everybody sees it on every screen while this access is used, and it stays in the record.',
  whoAreYouMissing: 'Write your name: the invitation does not say it.',
  label: 'Name of this device',
  labelHint: 'Admins see it in the list of your devices, so that a lost one can be cut off alone.',
  labelMissing: 'Write a name, so that this device can be told from your others.',
  once: 'The invitation is for one device. Whoever opens it first has it; ask for another one for your phone.',
  replaces: (name: string, role: string) =>
    `This device has access here already, as ${name} (${role}). That stays until the new one has been accepted, and ends then.`,
  broken:
    'An emergency access. Everybody in the workspace is told that it is used, and it ends by itself.',
  accept: 'Accept on this device',
  ended: (when: string) =>
    `By this device’s clock the invitation ended ${when}. If the clock is wrong, you can try it all the same.`,
  steps: {
    kept: 'Kept on this device',
    asking: 'Asking a relay',
    accepted: 'Accepted',
  },
  asking: 'Waiting for a relay to accept this device…',
  notReachable: 'No relay can be reached now',
  notReachableBody:
    'The invitation is kept on this device and is shown to a relay as soon as one answers, also after you close this page and open Holdfast again. Until then it is not yours: another device could come first.',
  tryNow: 'Try now',
  openMeanwhile: 'Open Holdfast meanwhile',
  incomplete: 'This is not a whole invitation',
  incompleteBody:
    'The part behind the # is missing or damaged. Mail programs sometimes cut long links: copy all of it, or open it from the message again. It is taken out of the address as soon as it has been read, so reloading this page does not bring it back.',
  notGenuine: 'This is not a genuine invitation',
  notGenuineBody:
    'Its parts do not fit each other: it was changed, or somebody made it up. Nothing was sent to anybody, and what this device has stays as it is. Ask an admin for a new link, over a channel on which you know who writes.',
  otherKey: (workspace: string) => `This invitation is not from the ${workspace} that you know`,
  otherKeyBody:
    'This device has access to a workspace of that name already, and another key stands behind the invitation: it is for another workspace that is called the same, or somebody made it up. Nothing was sent to anybody, and what this device has stays as it is.',
  otherKeyWay:
    'Ask an admin by another channel. If they did change the key without signing the new one with the old (holdfast keys rotate does), open the invitation in another browser profile, or clear the data of this site first: edits that are only on this device are lost with it.',
  goHome: 'Open Holdfast',
  noKeys: 'This browser cannot keep a key here',
  noKeysInsecure:
    'Browsers keep keys only on secure pages. Open the invitation with https:// in front of the address, or on the computer that the relay runs on.',
  noKeysStorage:
    'It does not allow Holdfast to store anything, as in some private windows. Open the invitation in a normal window, or allow storage for this site. The invitation has not been used.',
  failedTitle: 'The invitation could not be accepted',
  asBefore: 'What this device had before goes on.',
  failures: {
    'no-key': 'The relay did not get to see it. Open the invitation again.',
    expired: 'It was not accepted in time, or the access has ended. Ask for a new invitation.',
    'not-yet': 'It is not valid yet, by the relay’s clock. Is the clock of this device right?',
    'wrong-workspace': 'It is for another workspace than its link says. Ask for a new invitation.',
    'unknown-key':
      'This relay does not know the key that signed it. Either the relay has not got the newest keys, or the invitation is from elsewhere. Other relays are still asked.',
    'bad-signature':
      'Its signature does not fit: it was changed on its way. Copy the whole link again.',
    replayed: 'The relay took the proof for an old one. Is the clock of this device right?',
    revoked: 'An admin has withdrawn it. Ask for a new invitation.',
    'other-device':
      'Another device has used it already. If that was not one of yours, tell an admin at once, who can cut that device off. Ask for a new invitation for this one.',
    'not-for-this': 'It does not allow what this device asked for. Ask for a new invitation.',
    'other-relay':
      'The relay does not know itself by the address that this browser uses. Other relays are still asked.',
    unproven:
      'A relay has not proven that it is one of the workspace. Other relays are still asked.',
    wipe: 'An admin has asked that this device keeps nothing of the workspace.',
  } satisfies Record<CloseReason, string>,
} as const;
