const lost =
  'Holdfast cannot tell it to you, and nobody can open the copy without it: not an admin, and no relay either.';

export const lockText = {
  screen: {
    title: 'This copy is locked',
    lead: 'What this device keeps of the workspace is encrypted. It is opened here, without any network.',
    passphrase: 'Passphrase',
    unlock: 'Unlock',
    checking: 'Checking the passphrase…',
    wrong: 'That is not the passphrase of this copy. You can try as often as you like.',
    missing: 'Write the passphrase.',
    failed: (problem: string) => `It could not be opened: ${problem}`,
    closing: 'Saving, then closing this copy…',
    changing: {
      sealed: 'Encrypting what is on this device…',
      plain: 'Decrypting what is on this device…',
    },
    rows: (rows: number) => `${rows.toLocaleString('en')} records so far`,
    changingHint:
      'Leave this page open. If it is closed all the same, nothing is lost: it goes on with the next start.',
    brokenTitle: 'This copy is locked, and cannot be opened here',
    broken:
      'What says how it is opened is damaged, or was written by a newer version of Holdfast. Load this page from another relay, or delete this copy and fetch it anew.',
  },
  forgot: {
    open: 'I forgot the passphrase',
    openBroken: 'Delete this copy',
    title: 'Delete this copy and fetch it anew',
    body: 'A copy without its passphrase cannot be read any more, by anybody. You can delete it; then all that relays have is fetched again, with the access that this device has.',
    bodyPasskey:
      'A passkey opens this copy without the passphrase: try it first. Without either, the copy cannot be read any more, by anybody. You can delete it; then all that relays have is fetched again, with the access that this device has.',
    unsent:
      'Whether there are changes in it that no relay has is not known while it is locked. Such changes would be lost for good. Where you worked without a connection, try to remember first.',
    confirm: 'Delete this copy',
    cancel: 'Keep it',
    deleting: 'Deleting…',
  },
  passkeys: {
    title: 'Passkeys',
    lead: 'A fingerprint, a face or a security key of this device opens the copy as well, also without any network. The passphrase goes on working.',
    unableHere:
      'This browser has no passkeys here that could open a copy. They want a page with a name (not a bare address) and a browser that knows the extension “prf”.',
    add: 'Add a passkey…',
    make: 'Make a passkey',
    name: 'Name of the passkey',
    unnamed: 'This device',
    added: 'added',
    remove: 'Remove',
    removeOne: (name: string) => `Remove the passkey “${name}”`,
    unlock: 'Unlock with a passkey',
    wrong: 'This passkey does not open this copy any more. Use the passphrase.',
    notUsed: {
      cancelled: 'No passkey was used. Try again, or use the passphrase.',
      unable:
        'This passkey gives no secret that a copy could be encrypted with. Use another one, or the passphrase alone.',
    },
    failed: (problem: string) => `The passkey could not be used: ${problem}`,
  },
  settings: {
    title: 'Lock on this device',
    lead: 'Encrypts what this browser keeps of this workspace. It then opens with a passphrase, or a passkey that you add, also without any network.',
    turnOn: 'Encrypt and lock…',
    unable:
      'This browser cannot encrypt here: it wants a page over HTTPS, or on this machine itself.',
    passphrase: 'Passphrase',
    passphraseHint: (fewest: number) =>
      `At least ${fewest} characters. Several words that do not belong together are hard to guess and easy to keep.`,
    again: 'The same once more',
    tooShort: (fewest: number) => `At least ${fewest} characters.`,
    differs: 'The two are not the same.',
    warningTitle: 'If you forget the passphrase, this copy is lost.',
    warning: `${lost} What relays have can be fetched again. What is only on this device then is gone for good, so write the passphrase down where you keep such things.`,
    start: 'Encrypt this copy',
    preparing: 'Preparing…',
    cancel: 'Cancel',
    isOn: 'What this browser keeps of this workspace is encrypted. It is locked whenever its last tab is closed or reloaded.',
    unfinished:
      'Not everything is encrypted yet, as something could not be written. It goes on the next time it is unlocked.',
    idle: 'Lock without use after',
    idleChoices: [
      { minutes: 5, label: '5 minutes' },
      { minutes: 15, label: '15 minutes' },
      { minutes: 30, label: '30 minutes' },
      { minutes: 60, label: '1 hour' },
      { minutes: 240, label: '4 hours' },
      { minutes: 0, label: 'Only when the browser is closed' },
    ],
    idleHint: 'Reading without touching anything counts as no use.',
    lockNow: 'Lock now',
    change: 'Change passphrase…',
    now: 'Passphrase now',
    next: 'New passphrase',
    wrong: 'That is not the passphrase of this copy.',
    save: 'Change',
    changed: 'The passphrase was changed.',
    turnOff: 'Turn off…',
    turnOffTitle: 'Keep this copy in plain text again',
    turnOffBody: 'Whoever gets at this browser’s files can read it then. Nothing of it is lost.',
    turnOffConfirm: 'Decrypt this copy',
    failed: (problem: string) => `That did not work: ${problem}`,
  },
} as const;
