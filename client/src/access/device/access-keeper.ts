import { readClaims } from '@holdfast/shared/access/claims';
import { type CloseReason, readCloseReason } from '@holdfast/shared/access/close-reason';
import { canCheckKeys } from '@holdfast/shared/access/key-end';
import { calledAs } from '@holdfast/shared/access/owned-label';
import { linkAudience, proofText } from '@holdfast/shared/access/proof';
import { closeCodes } from '@holdfast/shared/protocol/close-codes';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type {
  LinkAuth,
  LinkChallenge,
  LinkCredentials,
} from '@holdfast/shared/replica/link-access';
import type { Clock, Transport } from '@holdfast/shared/replica/ports';
import { base64urlnopad } from '@scure/base';
import { z } from 'zod/mini';
import type { AccessReport, Refusal } from './access-messages.ts';
import {
  type AccessRows,
  anchorOf,
  type Card,
  type Cards,
  type FailedCard,
  relayKeyOf,
} from './access-rows.ts';
import { type DeviceSigner, openDeviceSigner } from './device-signer.ts';

/** What one relay says no other will contradict: what was offered is void. */
const finalWords: readonly CloseReason[] = [
  'expired',
  'wrong-workspace',
  'bad-signature',
  'revoked',
  'other-device',
  'not-for-this',
];

/** Of those who are not let in, or no longer. */
const codes: readonly number[] = [closeCodes.unauthenticated.code, closeCodes.forbidden.code];

/**
 * A relay that is linked by what was accepted before does not say that it does not take what is newer:
 * after this, links begin anew.
 */
const answerWithinMs = 3000;

/**
 * A relay may have heard that this device is out before it heard of the order to delete: it is asked
 * again after this, then after twice as long each time, so often.
 */
const orderWithinMs = 1000;
const mostOrderTries = 6;

const nothing = new Uint8Array();

const toldSchema = z.object({ expiresAtMs: z.number() });

export interface AccessKeeperDeps {
  readonly workspace: WorkspaceName;
  readonly clock: Pick<Clock, 'nowMs' | 'setTimer'>;
  /** Rejects where this browser keeps nothing. */
  readonly openRows: () => Promise<AccessRows>;
  readonly onChange: () => void;
  /** Relays that refused are worth another try: something else will be shown to them. */
  readonly tryAgain: () => void;
  /** Is the relay at `url` one that this device knew before there was an invitation that named it? */
  readonly knows: (url: string) => boolean;
  /** Relays that an invitation named: it was accepted, or nothing came of it. */
  readonly onRelays: (relays: readonly string[], outcome: 'accepted' | 'in-vain') => void;
}

/** Somebody as relays know them. */
interface KnownPerson {
  readonly id: string;
  /** Who they said they are, where their access is nobody's by name. */
  readonly name: string;
}

/** What of this device's access the hub keeps: its key, its cards, and what relays say to them. */
export interface AccessKeeper {
  /** For the links of the replica. */
  readonly credentials: Required<Omit<LinkCredentials, 'refused' | 'isAt'>>;
  report(): Omit<AccessReport, 'held' | 'linked'>;
  /** Has a relay ever let this device in here? */
  hasCard(): boolean;
  /** Who this device's edits are made by, as relays know it; undefined without a card. */
  person(): KnownPerson | undefined;
  /** Takes up an invitation. Resolves once it is on disk; what was accepted before stays until a relay has accepted this. */
  offer(card: Card): Promise<void>;
  /** Hears why the connection to `url` closes. */
  watch(url: string, transport: Transport): Transport;
  /** The relay at `url` has let this device in. */
  welcomed(url: string): void;
  /** The key that relays have to prove themselves by; undefined where none is asked. */
  relayKey(): string | undefined;
  /** Has any relay ever done so? */
  isAnyProven(): boolean;
  /** One has; from now on by this key. */
  proven(key: string): void;
}

function knownPerson({ token, label }: Card): KnownPerson | undefined {
  const claims = readClaims(token);
  if (claims === undefined) return undefined;
  return { id: claims.sub, name: calledAs(claims, label) };
}

/** Opens what this device has for the workspace. A browser that keeps no keys has nothing, and says so. */
export async function openAccessKeeper(deps: AccessKeeperDeps): Promise<AccessKeeper> {
  const { workspace, clock } = deps;
  const rows = await deps.openRows().catch(() => undefined);
  let cards: Cards = (await rows?.cards(workspace).catch(() => undefined)) ?? {};
  // Where there are no keys to show, none is made.
  const wantsKey = cards.current !== undefined || cards.offered !== undefined;
  let signer = wantsKey ? await signerOver(rows) : undefined;
  const refusals = new Map<string, Refusal>();
  const listeners = new Set<() => void>();
  const connections = new Set<Transport>();
  let grantedAtMs: number | undefined;
  let endsAtMs: number | undefined;
  let orderTries = 0;
  let wasAsked = false;
  let isOpen = false;
  // A browser that knows no such signatures can hold no relay to them.
  let isAble = wantsKey && (await canCheckKeys());

  async function keep(next: Cards): Promise<void> {
    cards = next;
    deps.onChange();
    await rows?.keepCards(workspace, next);
  }

  async function answer({ nonce, audience, host }: LinkChallenge): Promise<LinkAuth | undefined> {
    wasAsked = true;
    const card = cards.offered ?? cards.current;
    const claims = card && readClaims(card.token);
    if (card === undefined || claims === undefined || signer === undefined) return undefined;
    const proof = await signer.sign(
      proofText({
        purpose: 'link',
        workspace,
        audience: linkAudience(audience, host),
        nonce: base64urlnopad.encode(nonce),
        tokenId: claims.jti,
      }),
    );
    return {
      token: card.token,
      device: JSON.stringify(signer.key),
      proof,
      acceptance: card.acceptance === undefined ? nothing : decode(card.acceptance),
      label: card.label,
    };
  }

  function granted(token: string): void {
    grantedAtMs = clock.nowMs();
    const { offered } = cards;
    if (offered === undefined || offered.token !== token) {
      deps.onChange();
      return;
    }
    const { relays = [], ...card } = offered;
    const { proven } = cards;
    const current = { ...card, acceptedAtMs: grantedAtMs };
    // A sign-in leaves what an invitation has pinned as it is.
    const isPinned = card.acceptance === undefined;
    const anchor = (isPinned ? anchorOf(cards) : undefined) ?? anchorOf({ current });
    void keep({
      current,
      ...(anchor === undefined ? {} : { anchor }),
      ...(proven === undefined ? {} : { proven }),
    });
    deps.onRelays(relays, 'accepted');
    // Links that still go by the one before show this one, too.
    for (const listener of listeners) listener();
  }

  function closed(url: string, shown: Card | undefined, code: number, reason: string): void {
    const word = codes.includes(code) ? readCloseReason(reason) : undefined;
    if (word === undefined) return;
    const text = reason.slice(word.length + 1).trim();
    const atMs = clock.nowMs();
    refusals.set(url, { url, word, text, atMs });
    const { offered, ...others } = cards;
    // A relay that came with an invitation may say of it what it likes.
    const isFinal = finalWords.includes(word) && deps.knows(url);
    if (offered !== undefined && offered === shown && isFinal) {
      const { proven, ...left } = others;
      // Of a first invitation nothing is left, nor of those who went by its key.
      const isLeft = proven !== undefined && left.current !== undefined;
      const failed = { card: offered, word, text, atMs };
      void keep({ ...left, ...(isLeft ? { proven } : {}), failed });
      // What was accepted before may still be good.
      if (cards.current !== undefined) deps.tryAgain();
      deps.onRelays(offered.relays ?? [], 'in-vain');
    } else if (offered !== undefined && offered !== shown) {
      deps.tryAgain();
    }
    if (word === 'wipe') askForOrder();
    deps.onChange();
  }

  function askForOrder(): void {
    if (cards.current === undefined || orderTries >= mostOrderTries) return;
    clock.setTimer(orderWithinMs * 2 ** orderTries++, () => {
      if (cards.wipe === undefined) deps.tryAgain();
    });
  }

  /** What is no order to this device, by an admin, is nothing at all. */
  async function ordered(order: string): Promise<void> {
    // What no relay has accepted says nothing of who may order what here.
    const card = cards.current;
    if (card === undefined || signer === undefined || cards.wipe !== undefined) return;
    const { checkWipeOrder } = await import('@holdfast/shared/access/wipe-order');
    const mine = { workspace, device: signer.jkt, token: card.token };
    const wipe = await checkWipeOrder(order, { ...mine, nowMs: clock.nowMs() });
    // On disk before anything is deleted: what is begun is gone on with at the next start.
    if (wipe !== undefined) await keep({ ...cards, wipe: { by: wipe.by, atMs: wipe.atMs } });
  }

  return {
    credentials: {
      answer,
      granted({ auth, claims }) {
        endsAtMs = endOf(claims);
        granted(auth.token);
      },
      ordered: (order) => void ordered(order),
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    report: () => ({
      isOpen,
      refusals: [...refusals.values()],
      ...(signer === undefined ? {} : { jkt: signer.jkt }),
      ...(grantedAtMs === undefined ? {} : { grantedAtMs }),
      ...(endsAtMs === undefined ? {} : { endsAtMs }),
      ...(cards.current === undefined ? {} : { card: shownCard(cards.current) }),
      ...(cards.offered === undefined ? {} : { offered: shownCard(cards.offered) }),
      ...(cards.failed === undefined ? {} : { failed: shownFailure(cards.failed) }),
      ...(cards.wipe === undefined ? {} : { wipe: cards.wipe }),
    }),
    hasCard: () => cards.current !== undefined,
    person: () => cards.current && knownPerson(cards.current),
    async offer(card) {
      if (rows === undefined) throw new Error('this browser keeps no keys');
      signer ??= await openDeviceSigner(rows);
      isAble = await canCheckKeys();
      const { failed: _, offered: earlier, ...others } = cards;
      await keep({ ...others, offered: card });
      const named = card.relays ?? [];
      const left = earlier?.relays?.filter((relay) => !named.includes(relay)) ?? [];
      deps.onRelays(left, 'in-vain');
      for (const listener of listeners) listener();
      deps.tryAgain();
      clock.setTimer(answerWithinMs, () => {
        if (cards.offered !== card) return;
        for (const connection of connections) connection.close(1000, 'to show another key');
      });
    },
    watch(url, transport) {
      // As long as it is being opened something newer may have come; then nothing is concluded.
      const shown = cards.offered;
      connections.add(transport);
      return {
        ...transport,
        start(handlers) {
          transport.start({
            ...handlers,
            onClose(code, reason) {
              connections.delete(transport);
              closed(url, shown, code, reason);
              handlers.onClose(code, reason);
            },
          });
        },
      };
    },
    relayKey: () => (isAble ? relayKeyOf(cards) : undefined),
    isAnyProven: () => cards.current !== undefined && cards.proven !== undefined,
    proven(key) {
      const anchor = anchorOf(cards) ?? (cards.offered && anchorOf({ current: cards.offered }));
      if (anchor === undefined) return;
      if (cards.proven?.anchor !== anchor || cards.proven.key !== key)
        void keep({ ...cards, proven: { anchor, key } });
    },
    welcomed(url) {
      const wasOpen = isOpen;
      isOpen = !wasAsked;
      if (refusals.delete(url) || isOpen !== wasOpen) deps.onChange();
    },
  };
}

/** Until when a relay lets this device in, of what it says when it does. */
function endOf(claims: string): number | undefined {
  try {
    return toldSchema.safeParse(JSON.parse(claims)).data?.expiresAtMs;
  } catch {
    return undefined;
  }
}

function signerOver(rows: AccessRows | undefined): Promise<DeviceSigner | undefined> {
  if (rows === undefined) return Promise.resolve(undefined);
  return openDeviceSigner(rows).catch(() => undefined);
}

function decode(acceptance: string): Uint8Array {
  try {
    return base64urlnopad.decode(acceptance);
  } catch {
    return nothing;
  }
}

function shownCard({ token, label }: Card): { readonly token: string; readonly label: string } {
  return { token, label };
}

function shownFailure({ card, word, text, atMs }: FailedCard): AccessReport['failed'] & object {
  return { token: card.token, word, text, atMs };
}
