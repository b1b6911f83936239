import type { EntryProof, SignedBy } from './entry-proof.ts';

/** Is something wrong with it, or is it not known who wrote it? Then it is said without being asked. */
export function isDoubtful({ state }: EntryProof): boolean {
  return state === 'forged' || state === 'misnamed' || state === 'unsigned' || state === 'unknown';
}

/**
 * What is known of who wrote an entry, in a sentence: the same on screen and in what is exported.
 *
 * @param by the name that the entry gives
 * @param time a moment (wall clock, ms since 1970) in words; empty for one that nobody knows
 */
export function proofWords(proof: EntryProof, by: string, time: (atMs: number) => string): string {
  const who = by || 'an unknown person';
  switch (proof.state) {
    case 'signed': {
      const device = deviceWords(proof.by);
      if (proof.cutOffAtMs === undefined) return `Signed by ${device}`;
      const when = Number.isFinite(proof.cutOffAtMs) ? time(proof.cutOffAtMs) : '';
      return `Signed by ${device}, before that device was cut off${when === '' ? '' : ` (${when})`}`;
    }
    case 'forged':
      return forgedWords[proof.why](who, deviceWords(proof.by));
    case 'misnamed':
      return 'Its id does not fit what it says: it may be meant to take another entry’s place';
    case 'unsigned':
      return `Not signed: nobody can tell whether ${who} wrote it`;
    case 'unknown':
      return `Signed by a device that is not known here: it may not be ${who}’s`;
    case 'machine':
      return 'Written by a relay for another tool; such entries are not signed';
    case 'earlier':
      return 'From before devices could sign in this workspace';
  }
}

const forgedWords = {
  'other-device': (who: string, device: string) => `Not written by ${who}: signed by ${device}`,
  'other-name': (who: string, device: string) => `Written as ${who}, but signed by ${device}`,
  changed: (who: string) => `Not as ${who} signed it: it was changed, or its signature was`,
  'cut-off': (_who: string, device: string) => `Signed by ${device} after that device was cut off`,
} as const;

function deviceWords({ name, label }: SignedBy): string {
  return label === '' ? `${name}’s device` : `${name}’s device “${label}”`;
}
