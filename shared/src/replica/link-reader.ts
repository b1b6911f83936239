import type { LinkMessage, WireEntry } from '../protocol/link-messages.ts';
import { type DocumentName, documentNameSchema } from '../protocol/names.ts';
import { stateLimits } from './admission.ts';
import { FeedReader } from './feed-reader.ts';
import type { LinkGrant, ReadScope } from './link-access.ts';
import type { LinkHost } from './link-host.ts';
import type { LinkSession } from './link.ts';
import type { PeerInfo } from './replica-api.ts';
import { coversAll, type Vector } from './vector.ts';

/** A relay that still lacks what this device has seen elsewhere is offered it after this. */
const offerAfterMs = 3000;
const offerAgainMs = 60_000;

export interface LinkReaderDeps {
  readonly host: LinkHost;
  readonly link: LinkSession;
  readonly peer: () => PeerInfo | undefined;
  readonly isLive: () => boolean;
  readonly send: (message: LinkMessage) => void;
  readonly setTimer: (delayMs: number, task: () => void) => void;
  /** All of the past has come. */
  readonly onCaughtUp: () => void;
  readonly onError: (error: unknown) => void;
  /** The name, or undefined where it is none: then the link is closed. */
  readonly documentName: (text: string) => DocumentName | undefined;
}

/** What one side of a link takes in of the other's log and documents. */
export class LinkReader {
  readonly #deps: LinkReaderDeps;
  readonly #reader: FeedReader;
  /** What was asked for, by the number under which the answer comes. */
  readonly #asked = new Map<number, DocumentName>();
  /** What was asked for to be looked at only. */
  readonly #looks = new Map<number, (update: Uint8Array) => void>();
  #nextRef = 1;
  #peerHeld: Vector | undefined;
  /** What the other side gives, where it has said so. */
  #given: ReadScope | undefined;
  /** Asked for whole, since it was withheld before. */
  readonly #askedWhole = new Set<DocumentName>();

  constructor(deps: LinkReaderDeps) {
    const { host, link } = deps;
    this.#deps = deps;
    this.#reader = new FeedReader({
      take: (doc, update) =>
        host.takeFrom(link, doc, update, { limits: stateLimits, isHanded: true }),
      stateVector: host.stateVector,
      fetch: (doc, stateVector) => this.fetch(doc, stateVector),
      adopt: (held) => this.#adopt(held),
    });
  }

  /** Whether the other side has said what it gives: it has keys. */
  get isJudged(): boolean {
    return this.#given !== undefined;
  }

  refused(): readonly DocumentName[] {
    return this.#reader.refused();
  }

  /** The other side named itself and what it holds. */
  greeted(held: Vector): Promise<void> | undefined {
    this.#peerHeld = held;
    return this.#askWhole();
  }

  /** Asks for what `stateVector` lacks. Returns the number under which the answer comes. */
  fetch(doc: DocumentName, stateVector: Uint8Array): number {
    const ref = this.#nextRef++;
    this.#asked.set(ref, doc);
    this.#deps.send({ type: 'fetch', ref, doc, stateVector });
    return ref;
  }

  /** All that the other side has of a document, as it says; nothing of it is taken. Never resolves where no answer comes. */
  look(doc: DocumentName): Promise<Uint8Array> {
    const ref = this.fetch(doc, new Uint8Array([0]));
    return new Promise((resolve) => this.#looks.set(ref, resolve));
  }

  async takeEntries(entries: readonly WireEntry[]): Promise<void> {
    for (const entry of entries) {
      const doc = this.#deps.documentName(entry.doc);
      if (doc === undefined) return;
      await this.#reader.entry(doc, entry.update);
    }
  }

  async takeState(answers: number, docText: string, update: Uint8Array): Promise<void> {
    const doc = this.#deps.documentName(docText);
    if (doc === undefined) return;
    if (answers === 0) {
      await this.#reader.entry(doc, update);
      return;
    }
    const asked = this.#asked.get(answers);
    const look = this.#looks.get(answers);
    if (look !== undefined) {
      this.#looks.delete(answers);
      this.#asked.delete(answers);
      if (asked === doc) look(update);
      return;
    }
    const { grant } = this.#deps.link;
    // Whoever may not change a document must not answer for it what was asked of another.
    const isFit = grant === undefined || (asked === doc && mayBringBack(grant, doc));
    if (this.#asked.delete(answers) && isFit) await this.#reader.answer(answers, doc, update);
  }

  takeMark(held: Vector, caughtUp: boolean): void {
    const { host, link, peer, onCaughtUp } = this.#deps;
    this.#peerHeld = held;
    if (caughtUp) {
      onCaughtUp();
      host.catchUpDone(link);
      if (host.role === 'leaf') this.#offerAfter(offerAfterMs);
      host.statusChanged();
    }
    const store = peer()?.storeId ?? '';
    const position = held.get(store);
    if (position !== undefined) host.marked(link, store, position);
    this.#reader.mark(held);
  }

  /** The other side gives this from now on. */
  takeScope(scope: ReadScope): Promise<void> | undefined {
    this.#given = scope;
    this.#reader.withheld(new Set(scope.withheld));
    return this.#deps.peer() === undefined ? undefined : this.#askWhole();
  }

  /** What was withheld before is asked for whole: the other side's log does not show what is lacking. */
  #askWhole(): Promise<void> | undefined {
    const { scope } = this.#deps.host;
    if (scope === undefined || this.#deps.peer()?.role !== 'relay') return undefined;
    const news = scope
      .told(this.#given ?? { withheld: [] })
      .filter((doc) => !this.#askedWhole.has(doc));
    if (news.length === 0) return undefined;
    for (const doc of news) this.#askedWhole.add(doc);
    return this.#reader.ask(news);
  }

  #adopt(held: Vector): void {
    const { host, peer, isLive } = this.#deps;
    const from = peer();
    if (from === undefined) return;
    host.adopt(from.storeId, held);
    if (isLive()) host.caughtUp();
    const withheld = new Set(this.#given?.withheld);
    const whole = [...this.#askedWhole].filter((doc) => !withheld.has(doc));
    if (whole.length > 0) host.scope?.adopted(held, whole);
  }

  /** Everything this device has is offered to a relay that after a while still lacks what we saw elsewhere: its disk, or all others', may be gone. */
  #offerAfter(delayMs: number): void {
    const { host, setTimer, isLive, send, onError } = this.#deps;
    const seen = host.journal.foreign();
    setTimer(delayMs, () => {
      if (!isLive()) return;
      if (this.#peerHeld !== undefined && coversAll(this.#peerHeld, seen)) return;
      void host.offers().then((offers) => {
        for (const offer of offers) send({ type: 'offer', ...offer });
        this.#offerAfter(offerAgainMs);
      }, onError);
    });
  }
}

/** Whether somebody may bring back all of a document, as from a copy of their own. */
export function mayBringBack(grant: LinkGrant | undefined, docText: string): boolean {
  if (grant === undefined) return true;
  const { success, data } = documentNameSchema.safeParse(docText);
  return success && grant.mayRead(data) && grant.mayWrite(data) === 'all';
}
