import type * as Y from 'yjs';
import { entryHash, readChain } from '../model/entry-chain.ts';
import { type EntryMember, membersOf, readStamp } from '../model/entries.ts';
import { isMisnamed } from '../model/entry-id.ts';
import { splitId } from '../model/ids.ts';
import type { DeviceKey } from './device-key.ts';
import type { Namesakes } from './namesakes.ts';
import {
  asMisnamed,
  type EntryFacts,
  type EntryProof,
  judgeEntry,
  type Signers,
  worseProof,
} from './entry-proof.ts';
import {
  type EntrySignature,
  entryRoots,
  readSignatures,
  signatureBytes,
  type SignedPlace,
  signedText,
} from './entry-signature.ts';

/** Is this an ES256 signature of the text by the key? Never rejects. */
export type VerifySignature = (
  key: DeviceKey,
  text: string,
  signature: Uint8Array,
) => Promise<boolean>;

/** The directory with the keys themselves. */
export interface SignersWithKeys extends Signers {
  /** By thumbprint. */
  readonly keys: ReadonlyMap<string, DeviceKey>;
  readonly namesakes: Namesakes;
}

/** So many are verified before others get a turn. */
const atOnce = 100;

/**
 * Tells of each entry of a document, by its id, who wrote it. Entries never change: what was
 * verified once is remembered with the entry, so that a document that grows costs what is new.
 */
export function createEntryVerifier(place: SignedPlace, verify: VerifySignature) {
  const known = new WeakMap<object, Map<string, boolean>>();

  async function fits(
    entry: object,
    { jkt, value }: EntrySignature,
    key: DeviceKey,
  ): Promise<boolean> {
    const ofEntry = known.get(entry) ?? new Map<string, boolean>();
    known.set(entry, ofEntry);
    const said = `${jkt} ${value}`;
    const before = ofEntry.get(said);
    if (before !== undefined) return before;
    const bytes = signatureBytes(value);
    const answer =
      bytes !== undefined && (await verify(key, signedText(place, entryHash(entry)), bytes));
    ofEntry.set(said, answer);
    return answer;
  }

  async function factsOf(
    { entry, stamp }: EntryMember,
    signatures: readonly EntrySignature[],
    signers: SignersWithKeys,
  ): Promise<EntryFacts> {
    const { by, person, posted, device } = stamp;
    return {
      by,
      person,
      postedMs: posted.ms,
      isMachine: device === '' && person === undefined && readChain(entry) === undefined,
      mayBeEarlier: posted.ms < signers.sinceMs,
      signatures: await Promise.all(
        signatures.map(async (one) => {
          const key = signers.keys.get(one.jkt);
          return {
            jkt: one.jkt,
            fits: key === undefined ? undefined : await fits(entry, one, key),
          };
        }),
      ),
    };
  }

  return {
    async check(doc: Y.Doc, signers: SignersWithKeys): Promise<ReadonlyMap<string, EntryProof>> {
      const signatures = readSignatures(doc);
      const proofs = new Map<string, EntryProof>();
      // A document that was made later has nothing from before.
      const madeAtMs = splitId(place.document.slice(place.document.indexOf(':') + 1))?.atMs ?? 0;
      for (const name of entryRoots) {
        if (!doc.share.has(name)) continue;
        const members = membersOf(doc.getArray(name));
        let isAfter = madeAtMs >= signers.sinceMs;
        for (let at = 0; at < members.length; at += atOnce) {
          const slice = members.slice(at, at + atOnce);
          const all = await Promise.all(
            slice.map((member) =>
              factsOf(member, signatures.get(writtenId(member)) ?? [], signers),
            ),
          );
          for (const [place, facts] of all.entries()) {
            const member = slice[place];
            if (member === undefined) continue;
            const { id } = member.stamp;
            const mayBeEarlier = facts.mayBeEarlier && !isAfter;
            const judged = judgeEntry({ ...facts, mayBeEarlier }, signers);
            const proof = isUnderOtherId(member)
              ? asMisnamed(judged)
              : withId(judged, member, signers);
            // Appended after something that was signed: whatever its clock says, it came later.
            if (proof.state === 'signed' && !facts.mayBeEarlier) isAfter = true;
            const before = proofs.get(id);
            proofs.set(id, before === undefined ? proof : worseProof(before, proof));
          }
        }
      }
      return proofs;
    },
  };
}

/** Signatures stand under the id that an entry has, whatever it is read under. */
function writtenId({ entry, stamp }: EntryMember): string {
  return readStamp(entry)?.id ?? stamp.id;
}

function withId(
  proof: EntryProof,
  { stamp: { by, person } }: EntryMember,
  { namesakes }: SignersWithKeys,
): EntryProof {
  const id = proof.state === 'signed' ? namesakes.idBeside(by, person) : undefined;
  return proof.state !== 'signed' || id === undefined ? proof : { ...proof, id };
}

function isUnderOtherId(member: EntryMember): boolean {
  return member.stamp.id !== writtenId(member) || isMisnamed(member.entry);
}
