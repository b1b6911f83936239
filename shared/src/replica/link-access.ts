import type { CloseCodeName } from '../protocol/close-codes.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { AppendRule, GuardRule } from './append-only.ts';

/**
 * Who is at the other end of a link, and what they may do. The engine asks, and knows nothing of
 * tokens and keys: a host brings `LinkAccess` to judge others, `LinkCredentials` to show itself.
 */

/** What is to be proved: fresh for every link, and for one relay only. */
export interface LinkChallenge {
  readonly nonce: Uint8Array;
  /** The store id of the side that asks. */
  readonly audience: string;
  /**
   * Host and port that were dialled, whichever side did. A relay that passes on what another asks is
   * dialled under another one, and cannot change that.
   */
  readonly host: string;
}

/** What a side shows of itself. */
export interface LinkAuth {
  readonly token: string;
  /** Its public key, a JWK as JSON. */
  readonly device: string;
  readonly proof: Uint8Array;
  /** Of an invitation that this device accepts; empty otherwise. */
  readonly acceptance: Uint8Array;
  /** What people call the device. */
  readonly label: string;
}

/** What a side answers that is asked. `keys`: public ones, JSON, for those who have none to judge it by. */
export interface LinkAnswer extends LinkAuth {
  readonly keys?: readonly string[];
}

/** How a side shows itself to those that have keys. */
export interface LinkCredentials {
  /**
   * Undefined: there is nothing to show. The link then goes on as if nobody had asked, and is closed
   * by the other side. May take its time, but not the ten seconds that the other side waits.
   */
  answer(challenge: LinkChallenge): Promise<LinkAnswer | undefined>;
  /** Of a side that is dialled: whether it may be under `host`. Nothing is shown to those who dialled another. */
  isAt?(host: string, from: string): boolean;
  /** What was shown was accepted; again whenever what it allows has changed. */
  granted?(told: LinkTold): void;
  /** The other side ended the link for want of a key or a right: `word: text for people`. */
  refused?(reason: string): void;
  /** Before that, it handed on what somebody orders this side to do. */
  ordered?(order: string): void;
  /** Calls when there is something newer to show: live links show it. Returns the way to stop. */
  onChange?(listener: () => void): () => void;
}

export interface LinkTold {
  readonly audience: string;
  readonly auth: LinkAuth;
  /** JSON. */
  readonly claims: string;
}

/** How a side judges others. Without it everybody may do everything. */
export interface LinkAccess {
  /**
   * Of a device, which need not ask: whether it does so at a link that begins now. Absent: always.
   */
  asks?(): boolean;
  /** What is to become of a side that has nothing to show. Absent: it is turned away. */
  withoutProof?(at: { readonly dialled: string | undefined }): Judgement;
  /**
   * `host` is what the other side says was dialled. `from`: where the link came from, as its host says.
   * `dialled`: what this side dialled, if it did.
   */
  authenticate(
    shown: LinkAnswer &
      LinkChallenge & { readonly from?: string | undefined; readonly dialled?: string | undefined },
  ): Promise<Judgement>;
}

export type Judgement =
  | { readonly ok: true; readonly grant: LinkGrant }
  /** `reason`: a word for programs, a colon and a text for people. */
  | ({ readonly ok: false } & TurnedAway);

export interface TurnedAway {
  readonly reason: string;
  /** Where it is not for want of a key. */
  readonly code?: CloseCodeName;
  /** What somebody orders the other side to do; it is handed on before the link ends. */
  readonly order?: string | undefined;
}

/** An `AppendRule`: things may be added in some places, and nothing be rewritten by that. */
export type WriteRight = 'all' | 'none' | AppendRule;

/** What may be read is said of it again when that changes. */
export interface ReadScope {
  /** Where present, no others. */
  readonly docs?: readonly string[] | undefined;
  /** Documents that it does not get, though others do. */
  readonly withheld: readonly string[];
}

/**
 * What one connection may do. It lives: what it answers changes only together with a call of those
 * who watch it, so that nothing is claimed of a document after it is withheld without being told so.
 */
export interface LinkGrant {
  /** Only relays replicate logs. */
  readonly role: 'peer' | 'person';
  /** Id of the person, or name of the machine. */
  readonly person: string;
  /** What people call them. */
  readonly name: string;
  /** Names the device's key. */
  readonly device: string;
  mayRead(doc: DocumentName): boolean;
  mayWrite(doc: DocumentName): WriteRight;
  /** What it has to keep to where it may write everything. */
  guard?(doc: DocumentName): GuardRule | undefined;
  told(): ReadScope & { readonly claims: string };
  /** Of a place in the app that somebody says they are at: others are not to hear of it. */
  hides?(path: string): boolean;
  watch(listener: (news: GrantNews) => void): () => void;
}

/** Under whose name somebody is seen, and what of it others do not hear. */
export type Speaker = Pick<LinkGrant, 'name' | 'hides'>;

export type GrantNews = { readonly kind: 'changed' } | ({ readonly kind: 'ended' } & TurnedAway);

/** What a refused push is answered with where its sender has not the right; final. */
export const notAllowed = 'not-allowed';
/** Edits under the Yjs client id of somebody else: they can be handed on, but not as one's own. */
export const otherClient = 'other-client';
