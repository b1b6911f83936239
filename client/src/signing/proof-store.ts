import type { EntryProof } from '@holdfast/shared/access/entry-proof';
import { createEntryVerifier, type VerifySignature } from '@holdfast/shared/access/entry-verifier';
import type { Clock } from '@holdfast/shared/replica/ports';
import type * as Y from 'yjs';
import type { Observable } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';
import type { KnownSigners } from './signers.ts';

/** What is known of who wrote each entry, by its id; empty where the workspace has no keys. */
export type Proofs = ReadonlyMap<string, EntryProof>;

/** Changes within this time are looked at together. */
const gatherMs = 100;
/** An author signs right after writing: nobody is told before that time that a signature is missing. */
export const patienceMs = 4000;

export interface ProofStoreDeps {
  readonly workspace: string;
  /** Document name. */
  readonly name: string;
  readonly doc: Y.Doc;
  readonly signers: KnownSigners;
  readonly verify: VerifySignature;
  readonly clock: Pick<Clock, 'monotonicMs' | 'setTimer'>;
}

export interface ProofStore extends Observable<Proofs> {
  close(): void;
}

const none: Proofs = new Map();
const checked = new WeakMap<Y.Doc, Proofs>();

/** What was found out last of a document that this tab follows, missing signatures included. */
export function checkedProofs(doc: Y.Doc): Proofs {
  return checked.get(doc) ?? none;
}

/**
 * Follows a document and the directory, and verifies what is new.
 *
 * @param patience how long it is not said that a signature is missing, ms
 */
export function createProofStore(deps: ProofStoreDeps, patience = patienceMs): ProofStore {
  const { doc, signers, clock, name: document, workspace } = deps;
  const proofs = createObservable<Proofs>(none);
  const verifier = createEntryVerifier({ workspace, document }, deps.verify);
  /** Since when an entry is seen here without a signature that can be checked; monotonic, ms. */
  const seenSince = new Map<string, number>();
  let timer: { readonly dueMs: number; readonly cancel: () => void } | undefined;
  let isAtWork = false;
  let isAsked = false;
  let isClosed = false;

  /** Not put off by what changes meanwhile: somebody may be typing all the time. */
  function soon(delayMs = gatherMs): void {
    const dueMs = clock.monotonicMs() + delayMs;
    if (isClosed || (timer !== undefined && timer.dueMs <= dueMs)) return;
    timer?.cancel();
    const cancel = clock.setTimer(delayMs, () => {
      timer = undefined;
      void work();
    });
    timer = { dueMs, cancel };
  }

  async function work(): Promise<void> {
    isAsked = isAtWork;
    if (isAtWork) return;
    isAtWork = true;
    const known = signers.get();
    const found = known === undefined ? none : await verifier.check(doc, known);
    isAtWork = false;
    if (isClosed) return;
    checked.set(doc, found);
    show(found);
    if (isAsked) soon();
  }

  function show(found: Proofs): void {
    const nowMs = clock.monotonicMs();
    const shown = new Map<string, EntryProof>();
    let waitsMs = Infinity;
    for (const [id, proof] of found) {
      if (proof.state !== 'unsigned' && proof.state !== 'unknown') {
        shown.set(id, proof);
        continue;
      }
      const since = seenSince.get(id) ?? nowMs;
      seenSince.set(id, since);
      if (nowMs - since >= patience) shown.set(id, proof);
      else waitsMs = Math.min(waitsMs, since + patience - nowMs);
    }
    if (!isSame(shown, proofs.get())) proofs.set(shown);
    if (waitsMs < Infinity) soon(waitsMs);
  }

  const onUpdate = (): void => {
    if (signers.get() !== undefined) soon();
  };
  doc.on('update', onUpdate);
  const stop = signers.subscribe(() => {
    soon();
  });
  soon(0);
  return {
    get: proofs.get,
    subscribe: proofs.subscribe,
    close() {
      isClosed = true;
      timer?.cancel();
      stop();
      doc.off('update', onUpdate);
    },
  };
}

function isSame(a: Proofs, b: Proofs): boolean {
  if (a.size !== b.size) return false;
  for (const [id, proof] of a) {
    if (JSON.stringify(proof) !== JSON.stringify(b.get(id))) return false;
  }
  return true;
}
