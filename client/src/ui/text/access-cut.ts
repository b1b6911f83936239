import { plural } from './plural.ts';

/** Of taking access away. */
export const accessCutText = {
  titles: {
    person: (name: string) => `Cut off ${name}?`,
    device: (name: string) => `Cut off ${name}?`,
    invitation: (name: string) => `Withdraw what ${name} was given?`,
  },
  deviceOf: (device: string, person: string) => `${device} of ${person}`,
  what: {
    person:
      'All devices and open invitations that this person has now are refused by every relay that hears of it, and connections that are open are closed. What is issued to the person later counts again.',
    device:
      'This device is refused by every relay that hears of it, and its open connections are closed. Other devices of the person are not affected.',
    invitation:
      'It can no longer be used. Whoever has the link or the sheet of paper is refused by every relay that hears of it.',
  },
  delay:
    'Relays hear of it as of any edit: within seconds where they are connected. One that is cut off itself goes by what it knew until it is reached again.',
  copyStays:
    'What is on the device already stays there, and can be read there. What is changed there from now on reaches nobody.',
  copyGoes:
    'The device deletes its copy when it next reaches a relay, also what it had not handed on. That cannot be taken back. One that never comes back keeps its copy.',
  wipe: {
    device: 'Delete its copy of the workspace, too',
    person: 'Delete the copies on all of these devices, too',
  },
  wipeHint: (devices: number) =>
    devices === 1
      ? 'For a device that was lost or stolen.'
      : `For devices that were lost or stolen: all ${devices} of them.`,
  cannotSign: 'This browser cannot sign the order to delete the copy. Cut off without it.',
  issued: (names: string, count: number) =>
    `What it let in stops working, too: ${plural(count, 'device or invitation', 'devices and invitations')} (${names}).`,
  sealed: (name: string) => `sealed access “${name}”`,
  more: (count: number) => `and ${plural(count, 'more', 'more')}`,
  yourself:
    'This is the device that you are using. You are cut off at once, and cannot take it back from here.',
  lastAdmin:
    'Nobody else administers the workspace. Afterwards only somebody with a key of the workspace can let people in, from the command line.',
  reason: 'Why',
  reasonHint: 'Everybody in the workspace can read it. May stay empty.',
  submit: (isWiped: boolean) => (isWiped ? 'Cut off and delete' : 'Cut off'),
  withdraw: 'Withdraw',
  cancel: 'Cancel',
  done: (name: string) => `${name} is cut off`,
  withdrawn: (name: string) => `What ${name} was given is withdrawn`,
} as const;
