import { plural } from './plural.ts';

const documents = (count: number) => plural(count, 'document', 'documents');

export const handOverText = {
  title: 'Hand over by file',
  lead: 'When no relay can be reached: carry changes to another device by stick, mail or chat. Opening them there merges them. Nothing is overwritten, and opening them twice does no harm.',
  give: 'From this device',
  nothingUnsent: 'Every change is on the relays that were promised: there is nothing to hand over.',
  unsent: (count: number) =>
    `${documents(count)} ${count === 1 ? 'has' : 'have'} changes that are on no relay, or on fewer than promised.`,
  saveUnsent: 'Save these changes',
  copyUnsent: 'Copy them as text',
  saveEverything: 'Save everything to a file',
  take: 'From another device',
  takeHint: 'A .holdfast file can also be dropped onto any page.',
  openFile: 'Open a file…',
  pasteText: 'Paste text…',
  saved: (name: string) => `Saved ${name}`,
  saveFailed: 'The file could not be made. The storage of this device may be at fault.',
  copied: 'Copied. Paste all of it into a mail or a chat.',
  copyFailed: 'The browser did not let Holdfast copy. Save these changes as a file instead.',
  tooLongTitle: 'Too much for a text',
  tooLong: (size: string, most: string) =>
    `These changes are ${size}; as text at most ${most} arrive safely. Save them as a file instead.`,
  /** Stands above the copied text, for whoever gets it. */
  textLead: (workspace: string, count: number, time: string) =>
    `Changes of the Holdfast workspace ${workspace}: ${documents(count)}, ${time}. On the other device: Sync, Paste text, and paste all of this.`,
  nothingNew: 'This device already had all of it. Nothing changed.',
  taken: (changed: number, given: number) =>
    changed === given
      ? `Merged changes into ${documents(changed)}.`
      : `Merged changes into ${changed} of ${documents(given)}; the rest was here already.`,
  failedTitle: 'Nothing was taken in',
  unreadable: 'The browser could not read the file.',
  notOurs: 'Only .holdfast files can be dropped here.',
  dialogTitle: 'Take in changes from another device',
  dialogField: 'Text from the other device',
  dialogHint: 'Paste all of it. What stands around it does no harm.',
  dialogPlaceholder: '-----BEGIN HOLDFAST CHANGES-----',
  dialogSubmit: 'Take in',
  dialogOr: 'or',
  cancel: 'Cancel',
} as const;
