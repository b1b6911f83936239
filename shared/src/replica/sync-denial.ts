import * as encoding from 'lib0/encoding';
import type { DocumentName } from '../protocol/names.ts';
import { type LinkGrant, notAllowed, otherClient } from './link-access.ts';

/** The message types of y-protocols/auth. */
const authMessage = 2;
const permissionDenied = 0;

/** What becomes of a stock client that sends what it may not. */
export interface SyncDenial {
  /** It has been told; from then on it holds what nobody takes. */
  readonly isDenied: boolean;
  /** Whether it may send no edits at all; then it is told so. */
  isForbidden(): boolean;
  /** Why its edit was refused, where that is for want of a right. */
  judge(refused: {
    readonly reason: string;
    readonly detail: string;
  }): 'denied' | 'hand-on' | undefined;
}

export function createSyncDenial(
  doc: DocumentName,
  grant: LinkGrant | undefined,
  send: (frame: Uint8Array) => void,
): SyncDenial {
  let isDenied = false;

  function deny(reason: string): void {
    if (isDenied) return;
    isDenied = true;
    send(deniedFrame(reason));
  }

  return {
    get isDenied() {
      return isDenied;
    },
    isForbidden() {
      if (grant === undefined || grant.mayWrite(doc) !== 'none') return false;
      deny('this key is for reading only');
      return true;
    },
    judge({ reason, detail }) {
      if (reason !== notAllowed && reason !== otherClient) return undefined;
      // With all that the client has it is handed on, and no longer said to be its own.
      if (reason === otherClient && grant?.mayWrite(doc) === 'all') return 'hand-on';
      deny(detail);
      return 'denied';
    },
  };
}

/** As y-protocols has it: a stock client tells whoever listens for it. */
function deniedFrame(reason: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, authMessage);
  encoding.writeVarUint(encoder, permissionDenied);
  encoding.writeVarString(encoder, reason);
  return encoding.toUint8Array(encoder);
}
