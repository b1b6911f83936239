import { authorName } from '../model/entries.ts';
import { foldName } from './namesakes.ts';

/** A device that was let in, as far as signatures go. */
export interface SigningDevice {
  /** Id of its person. */
  readonly person: string;
  /** What the person was called last, with the id where others are called so, too. */
  readonly name: string;
  /** What the device calls itself; may be empty. */
  readonly label: string;
  /** Wall clock, ms since 1970, from when it does not speak for its person any more; absent: it does. */
  readonly cutOffAtMs?: number;
}

/** Whose signature is whose. */
export interface Signers {
  /** By the thumbprint of the key; of one that several people have used, each of them. */
  readonly devices: ReadonlyMap<string, readonly SigningDevice[]>;
  /** When the first device was let in, wall clock ms: nobody could sign before. */
  readonly sinceMs: number;
  /** Was the person ever called that? Entries keep the name of their day. */
  wasCalled(person: string, name: string): boolean;
  /** Was anybody ever called that, or so that it reads the same? */
  isSomebody(name: string): boolean;
}

/** @param names every name that a person was ever given, by the person's id */
export function makeSigners(
  devices: Signers['devices'],
  names: ReadonlyMap<string, Iterable<string>>,
  sinceMs: number,
): Signers {
  const exact = new Map(
    Array.from(names, ([person, all]) => [person, new Set([...all].map(authorName))]),
  );
  const folded = new Set([...exact.values()].flatMap((all) => [...all].map(foldName)));
  return {
    devices,
    sinceMs,
    wasCalled: (person, name) => exact.get(person)?.has(authorName(name)) === true,
    isSomebody: (name) => folded.has(foldName(name)),
  };
}

/** Who signed, as people are told. */
export type SignedBy = Pick<SigningDevice, 'name' | 'label'>;

/**
 * What is known of who wrote an entry.
 *
 * - `signed`: by a device of the person that it names. `cutOffAtMs`: that device was cut off later.
 * - `forged`: it is not what it says. `other-device`: somebody else's device signed it;
 *   `other-name`: the person who signed it was never called that; `changed`: the signature of the
 *   named person's device does not fit it; `cut-off`: signed after the device was cut off.
 * - `misnamed`: its id is that of another entry, or does not follow from what it says: somebody may
 *   have meant it to be taken for that one.
 * - `unsigned`: nobody signed it, and its author could have.
 * - `unknown`: a device signed it that is not known here, or not yet.
 * - `machine`: a relay wrote it, for a machine that told it; such entries are not signed.
 * - `earlier`: it is from before anybody could sign.
 */
export type EntryProof =
  | {
      readonly state: 'signed';
      readonly by: SignedBy;
      readonly cutOffAtMs?: number;
      /** The person's, where somebody else is or was called as the entry says. */
      readonly id?: string;
    }
  | {
      readonly state: 'forged';
      readonly why: 'other-device' | 'other-name' | 'changed' | 'cut-off';
      readonly by: SignedBy;
    }
  | { readonly state: 'misnamed' | 'unsigned' | 'unknown' | 'machine' | 'earlier' };

/** What is known of one entry. */
export interface EntryFacts {
  readonly by: string;
  readonly person?: string | undefined;
  /** When it was posted, wall clock ms since 1970. */
  readonly postedMs: number;
  /** It has the form of what relays write for machines: no device, and in no chain. */
  readonly isMachine: boolean;
  /** It can be from before anybody could sign. */
  readonly mayBeEarlier: boolean;
  /** `fits`: undefined where the device is not known, so that nobody can tell. */
  readonly signatures: readonly { readonly jkt: string; readonly fits: boolean | undefined }[];
}

/**
 * What the signatures of an entry show. What others add to it takes nothing from the signature of
 * the person that it names.
 */
export function judgeEntry(facts: EntryFacts, signers: Signers): EntryProof {
  const isPerson = facts.person !== undefined || signers.isSomebody(facts.by);
  if (facts.isMachine && !isPerson) return { state: 'machine' };
  const signed = facts.signatures.flatMap(({ jkt, fits }) =>
    (signers.devices.get(jkt) ?? []).map((device) => ({ device, fits: fits === true })),
  );
  const fitting = signed.flatMap(({ device, fits }) => (fits ? [device] : []));
  const own = fitting.filter((device) => speaksFor(device, facts, signers));
  const inTime = own.filter(({ cutOffAtMs }) => facts.postedMs <= (cutOffAtMs ?? Infinity));
  // Of several devices, one that is still let in says the most.
  const best = inTime.find(({ cutOffAtMs }) => cutOffAtMs === undefined) ?? inTime[0];
  if (best !== undefined) {
    const { cutOffAtMs } = best;
    return {
      state: 'signed',
      by: saidOf(best),
      ...(cutOffAtMs === undefined ? {} : { cutOffAtMs }),
    };
  }
  const [late] = own;
  if (late !== undefined) return { state: 'forged', why: 'cut-off', by: saidOf(late) };
  const misnamed = fitting.find((device) => isMisnamed(device, facts, signers));
  if (misnamed !== undefined) {
    return { state: 'forged', why: 'other-name', by: saidOf(misnamed) };
  }
  const broken = signed.find(
    ({ device, fits }) =>
      !fits && (device.person === facts.person || speaksFor(device, facts, signers)),
  );
  if (broken !== undefined) return { state: 'forged', why: 'changed', by: saidOf(broken.device) };
  const [other] = fitting;
  if (other !== undefined) return { state: 'forged', why: 'other-device', by: saidOf(other) };
  if (facts.mayBeEarlier) return { state: 'earlier' };
  return facts.signatures.some(({ jkt }) => !signers.devices.has(jkt))
    ? { state: 'unknown' }
    : { state: 'unsigned' };
}

const weight: Readonly<Record<EntryProof['state'], number>> = {
  signed: 0,
  machine: 1,
  earlier: 2,
  unknown: 3,
  unsigned: 4,
  misnamed: 5,
  forged: 6,
};

/** What is to be shown of an entry that is under an id which is not its own. */
export function asMisnamed(proof: EntryProof): EntryProof {
  return worseProof(proof, { state: 'misnamed' });
}

/** Of two that go by the same id, what is to be shown: nobody is to hide behind another's signature. */
export function worseProof(a: EntryProof, b: EntryProof): EntryProof {
  return weight[a.state] >= weight[b.state] ? a : b;
}

/** The name counts, too: by the id alone, somebody could write under any name and sign as themselves. */
function speaksFor(
  { person }: SigningDevice,
  facts: Pick<EntryFacts, 'by' | 'person'>,
  signers: Signers,
): boolean {
  if (facts.person !== undefined && facts.person !== person) return false;
  return signers.wasCalled(person, facts.by);
}

function isMisnamed(
  { person }: SigningDevice,
  facts: Pick<EntryFacts, 'by' | 'person'>,
  signers: Signers,
): boolean {
  return facts.person === undefined ? !signers.isSomebody(facts.by) : facts.person === person;
}

function saidOf({ name, label }: SigningDevice): SignedBy {
  return { name, label };
}
