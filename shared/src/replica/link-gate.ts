import { type CloseCodeName, closeCodes } from '../protocol/close-codes.ts';
import type { LinkMessage } from '../protocol/link-messages.ts';
import type {
  LinkAccess,
  LinkAnswer,
  LinkAuth,
  LinkChallenge,
  LinkCredentials,
  LinkGrant,
  ReadScope,
  TurnedAway,
} from './link-access.ts';
import type { LinkHost } from './link-host.ts';
import type { LinkOptions, ReplicaRole } from './replica-api.ts';

/** What a side that is not known yet may send in all. */
const mostBytesBefore = 64 * 1024;
const nonceBytes = 32;
/** Whoever shows something new more often than anybody would keeps a relay busy with signatures. */
const mostShown = 30;

type Said<T extends LinkMessage['type']> = Extract<LinkMessage, { type: T }>;

/** Closes that are about who one is. */
const refusals: readonly number[] = [closeCodes.unauthenticated.code, closeCodes.forbidden.code];

/** Whether a link that is closed with this code did not break, but one side may not be there (any more). */
export function isRefusal(code: number): boolean {
  return refusals.includes(code);
}

type OfGates = Said<'challenge' | 'keys' | 'auth' | 'granted' | 'order'>;

/** What a relay answers that has nothing to show: a device may know what to make of it. */
const nothingToShow: LinkAuth = {
  ...{ token: '', device: '', label: '' },
  ...{ proof: new Uint8Array(), acceptance: new Uint8Array() },
};
const mostKeys = 8;

/** Messages that are the gates' business alone. */
export function isOfGates(message: LinkMessage): message is OfGates {
  const { type } = message;
  return ['challenge', 'keys', 'auth', 'granted', 'order'].includes(type);
}

/** What a link lets its gate do. */
export interface LinkGateActs {
  readonly options: LinkOptions;
  send(message: LinkMessage): void;
  close(code: CloseCodeName, reason: string): void;
  /** Both sides know enough of each other: hello may be said. Once. */
  open(): void;
  /** The other side has another right than before, which it has been told. */
  rightsChanged(): void;
  /** The other side said what this one gets. */
  told(scope: ReadScope): Promise<void> | undefined;
}

export interface LinkGateDeps extends LinkGateActs {
  readonly access: LinkAccess | undefined;
  readonly credentials: LinkCredentials | undefined;
  readonly audience: string;
  readonly role: ReplicaRole;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** Undefined where no keys are in use on this side: then links are as they were without any. */
export function createLinkGate(
  { access: judges, credentials, randomBytes, journal, role }: LinkHost,
  acts: LinkGateActs,
): LinkGate | undefined {
  const access = judges?.asks?.() === false ? undefined : judges;
  if (access === undefined && credentials === undefined) return undefined;
  const own = { access, credentials, randomBytes, role, audience: journal.storeId };
  return new LinkGate({ ...acts, ...own });
}

/**
 * What comes before hello where keys are in use: each side that has keys asks the other who it is,
 * and hears nothing else before it knows.
 */
export class LinkGate {
  /** Of the other side, once it has shown something good. */
  grant: LinkGrant | undefined;
  readonly #deps: LinkGateDeps;
  readonly #nonce: Uint8Array;
  #unwatch: () => void = () => undefined;
  #stopChanges: () => void = () => undefined;
  #bytesBefore = 0;
  #timesShown = 0;
  #heard = false;
  #asked: LinkChallenge | undefined;
  #shown: LinkAuth | undefined;
  #keys: readonly string[] = [];
  /** Whether the other side needs nothing (more) of us before hello. */
  #isSatisfied: boolean;
  #opened = false;
  #ended = false;

  constructor(deps: LinkGateDeps) {
    this.#deps = deps;
    this.#nonce = deps.access === undefined ? new Uint8Array() : deps.randomBytes(nonceBytes);
    // Whoever was dialled and asks for nothing speaks first: two that wait for each other wait for ever.
    const isAsked = deps.options.dialled || deps.access !== undefined;
    this.#isSatisfied = deps.credentials === undefined || !isAsked;
  }

  start(): void {
    const { access, audience, options } = this.#deps;
    if (access !== undefined) {
      const host = options.dialled ? (options.host ?? '') : '';
      this.#deps.send({ type: 'challenge', nonce: this.#nonce, audience, host });
    }
    this.#openIfReady();
  }

  /** Whether the other side still has to show something. */
  get isWaiting(): boolean {
    return this.#deps.access !== undefined && this.grant === undefined;
  }

  /** Whether a frame may be looked at. */
  mayTake(bytes: number): boolean {
    if (!this.isWaiting) return true;
    this.#bytesBefore += bytes;
    return this.#bytesBefore <= mostBytesBefore;
  }

  /** Says whether the message was the gate's own, or was refused; then it must not be looked at. */
  handle(message: LinkMessage): { readonly handled: Promise<void> | undefined } | undefined {
    this.#notice(message);
    switch (message.type) {
      case 'challenge':
        return { handled: this.#takeChallenge(message) };
      case 'keys':
        this.#keys = message.keys.slice(0, mostKeys);
        return { handled: undefined };
      case 'auth':
        return { handled: this.#takeAuth(message) };
      case 'granted':
        return { handled: this.#takeGranted(message) };
      case 'order':
        // Only who was asked can be turned away.
        if (this.#asked !== undefined) this.#deps.credentials?.ordered?.(message.order);
        return { handled: undefined };
      default:
        if (!this.isWaiting) return undefined;
        if (message.type === 'ping') return { handled: undefined };
        // It asked nobody, and answers nobody: so do relays without keys.
        if (message.type === 'hello' && this.#takesWithoutProof()) return undefined;
        if (!this.#ended) this.#deps.close('unauthenticated', 'no-key: this relay wants a key');
        return { handled: undefined };
    }
  }

  /** The link has ended, by us or by the other side. */
  end(code: number, reason: string): void {
    this.#ended = true;
    this.#unwatch();
    this.#stopChanges();
    if (this.#asked !== undefined && isRefusal(code)) this.#deps.credentials?.refused?.(reason);
  }

  /** A side that asks does so before anything else. */
  #notice(message: LinkMessage): void {
    if (this.#heard) return;
    this.#heard = true;
    if (message.type !== 'challenge') this.#satisfied();
  }

  #satisfied(): void {
    this.#isSatisfied = true;
    this.#openIfReady();
  }

  #openIfReady(): void {
    if (this.#opened || this.#ended || this.isWaiting || !this.#isSatisfied) return;
    this.#opened = true;
    this.#deps.open();
  }

  #takeChallenge({ nonce, audience, host: said }: Said<'challenge'>): undefined {
    const { credentials, access, options } = this.#deps;
    if (this.#asked !== undefined) {
      this.#deps.close('malformed', 'a second challenge');
      return;
    }
    // Whoever dialled knows what; only the other side has to be told.
    const host = options.dialled ? (options.host ?? '') : said;
    this.#asked = { nonce, audience, host };
    if (credentials === undefined) {
      // A leaf has said hello already, and is told what it lacks.
      if (access !== undefined) this.#deps.send({ type: 'auth', ...nothingToShow, host });
      return;
    }
    if (!options.dialled && credentials.isAt?.(host, options.from ?? '') === false) {
      this.#deps.close('unauthenticated', 'other-relay: this relay is not known by that name');
      return;
    }
    this.#stopChanges = credentials.onChange?.(() => this.#show()) ?? (() => undefined);
    this.#show();
  }

  #show(): void {
    const { credentials, role } = this.#deps;
    const challenge = this.#asked;
    if (credentials === undefined || challenge === undefined) return;
    // A device tells nobody who it is before it knows whom.
    if (role === 'leaf' && this.isWaiting) return;
    credentials.answer(challenge).then(
      (auth) => this.#answer(auth, challenge.host),
      () => this.#answer(undefined, challenge.host),
    );
  }

  #answer(answer: LinkAnswer | undefined, host: string): void {
    if (this.#ended) return;
    if (answer !== undefined) {
      const { keys = [], ...auth } = answer;
      this.#shown = auth;
      if (keys.length > 0) this.#deps.send({ type: 'keys', keys });
      this.#deps.send({ type: 'auth', ...auth, host });
      return;
    }
    const isToldSo = this.#deps.role === 'relay' && this.grant === undefined;
    if (isToldSo) this.#deps.send({ type: 'auth', ...nothingToShow, host });
    if (!this.#opened) this.#satisfied();
  }

  /** Whether a side that has nothing to show is let in all the same; otherwise the link is over. */
  #takesWithoutProof(): boolean {
    const { access, options } = this.#deps;
    const dialled = options.dialled ? (options.host ?? '') : undefined;
    const judged = access?.withoutProof?.({ dialled });
    if (judged === undefined) return false;
    if (judged.ok) this.#letIn(judged.grant);
    else this.#turnAway(judged);
    return judged.ok;
  }

  async #takeAuth(shown: Said<'auth'>): Promise<void> {
    const { access, audience, options } = this.#deps;
    if (access === undefined) return;
    this.#timesShown += 1;
    if (this.#timesShown > mostShown) {
      this.#deps.close('tooFast', 'shown too often');
      return;
    }
    if (shown.token === '') {
      const isOver = this.grant !== undefined || this.#takesWithoutProof() || this.#ended;
      if (!isOver)
        this.#deps.close('unauthenticated', 'no-key: the other side has nothing to show');
      return;
    }
    const judged = await access.authenticate({
      ...shown,
      keys: this.#keys,
      nonce: this.#nonce,
      audience,
      from: options.from,
      dialled: options.dialled ? (options.host ?? '') : undefined,
    });
    if (this.#ended) return;
    const before = this.grant;
    if (!judged.ok) {
      // What was shown before is good until it ends.
      if (before === undefined) this.#turnAway(judged);
      return;
    }
    const { grant } = judged;
    const isOther =
      before !== undefined &&
      (before.person !== grant.person ||
        before.device !== grant.device ||
        before.role !== grant.role);
    if (isOther) {
      this.#deps.close('unauthenticated', 'other-device: a link is one device’s from its begin');
      return;
    }
    this.#letIn(grant);
    if (before !== undefined) this.#deps.rightsChanged();
  }

  #letIn(grant: LinkGrant): void {
    const isFirst = this.grant === undefined;
    this.#unwatch();
    this.grant = grant;
    this.#tell(grant);
    this.#unwatch = grant.watch((news) => {
      if (news.kind === 'ended') this.#turnAway(news);
      else {
        this.#tell(grant);
        this.#deps.rightsChanged();
      }
    });
    // It may have ended as it was watched.
    if (this.#ended) return;
    if (isFirst && this.#deps.role === 'leaf') this.#show();
    this.#openIfReady();
  }

  #turnAway({ reason, order, code = 'unauthenticated' }: TurnedAway): void {
    if (order !== undefined) this.#deps.send({ type: 'order', order });
    this.#deps.close(code, reason);
  }

  #tell(grant: LinkGrant): void {
    const { claims, docs, withheld } = grant.told();
    const scoped = docs !== undefined;
    this.#deps.send({ type: 'granted', claims, scoped, docs: docs ?? [], withheld });
  }

  #takeGranted({ claims, scoped, docs, withheld }: Said<'granted'>): Promise<void> | undefined {
    const auth = this.#shown;
    const asked = this.#asked;
    if (auth === undefined || asked === undefined) return undefined;
    const asking = this.#deps.told({ ...(scoped && { docs }), withheld });
    this.#deps.credentials?.granted?.({ audience: asked.audience, auth, claims });
    this.#satisfied();
    return asking;
  }
}
