import type { SignersWithKeys } from '@holdfast/shared/access/entry-verifier';
import { signersOf } from '@holdfast/shared/access/signers-of';
import { readWorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import type { HubClient, Observable } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';

/** Whose signature is whose; undefined where the workspace has no keys, or as long as nothing is known of it. */
export type KnownSigners = Observable<SignersWithKeys | undefined>;

/** Changes of the workspace within this time are read together. */
const gatherMs = 200;
const knownBy = new WeakMap<object, KnownSigners>();

/** The directory of people's devices, once in a tab: it is small, and wanted wherever entries are. */
export function knownSigners(hub: Pick<HubClient, 'open'>): KnownSigners {
  const known = knownBy.get(hub) ?? followSigners(hub);
  knownBy.set(hub, known);
  return known;
}

function followSigners(hub: Pick<HubClient, 'open'>): KnownSigners {
  const signers = createObservable<SignersWithKeys | undefined>(undefined);
  const { doc, ready } = hub.open('workspace');
  const read = (): void => {
    signers.set(signersOf(readWorkspaceAccess(doc)));
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  doc.on('update', () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      read();
    }, gatherMs);
  });
  // What cannot be read is not known.
  ready.then(read, () => undefined);
  return signers;
}
