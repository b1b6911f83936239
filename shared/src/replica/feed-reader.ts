import type { DocumentName } from '../protocol/names.ts';
import type { Taken } from './rooms.ts';
import type { Vector } from './vector.ts';

export interface FeedReaderDeps {
  readonly take: (doc: DocumentName, update: Uint8Array) => Taken | Promise<Taken>;
  readonly stateVector: (doc: DocumentName) => Promise<Uint8Array>;
  /** Asks the sender for what `stateVector` lacks; the answer comes under the returned number. */
  readonly fetch: (doc: DocumentName, stateVector: Uint8Array) => number;
  /** All that the sender held at `held` is here. */
  readonly adopt: (held: Vector) => void;
}

/**
 * The receiving end of a feed. A mark counts only when everything that it speaks for could be taken:
 * where something was missing, or refused, the document's difference is asked for first.
 */
export class FeedReader {
  readonly #deps: FeedReaderDeps;
  /** Documents of which something is missing, by the number under which it was asked for. */
  readonly #holes = new Map<number, DocumentName>();
  /** Documents of which more came while they had a hole: the answer under way may have been read before that. */
  readonly #moreCame = new Set<DocumentName>();
  readonly #refused = new Set<DocumentName>();
  #waitingMark: Vector | undefined;

  constructor(deps: FeedReaderDeps) {
    this.#deps = deps;
  }

  /** Documents whose state could not be taken either: nothing more is adopted from this sender. */
  refused(): readonly DocumentName[] {
    return [...this.#refused];
  }

  /** Asks for these documents whole, or what is lacking of them: marks wait until they are here. */
  async ask(documents: readonly DocumentName[]): Promise<void> {
    for (const doc of documents) await this.#ask(doc);
  }

  /** The sender gives nothing of these documents any more: its marks do not speak for them. */
  withheld(documents: ReadonlySet<string>): void {
    for (const [ref, doc] of this.#holes) if (documents.has(doc)) this.#holes.delete(ref);
    for (const doc of this.#refused) if (documents.has(doc)) this.#refused.delete(doc);
    this.#adoptIfWhole();
  }

  async entry(doc: DocumentName, update: Uint8Array): Promise<void> {
    if (isTaken(await this.#deps.take(doc, update))) return;
    if ([...this.#holes.values()].includes(doc)) this.#moreCame.add(doc);
    else await this.#ask(doc);
  }

  /** The answer to what was asked for under `ref`. */
  async answer(ref: number, doc: DocumentName, update: Uint8Array): Promise<void> {
    const taken = await this.#deps.take(doc, update);
    // A state that is refused leaves its hole open: this link's marks then claim too much for us.
    if (!isTaken(taken)) this.#refused.add(doc);
    else {
      this.#refused.delete(doc);
      if (this.#moreCame.delete(doc)) await this.#ask(doc);
      this.#holes.delete(ref);
    }
    this.#adoptIfWhole();
  }

  mark(held: Vector): void {
    if (this.#holes.size > 0) this.#waitingMark = held;
    else this.#adopt(held);
  }

  async #ask(doc: DocumentName): Promise<void> {
    const stateVector = await this.#deps.stateVector(doc);
    this.#holes.set(this.#deps.fetch(doc, stateVector), doc);
  }

  #adoptIfWhole(): void {
    if (this.#holes.size === 0 && this.#waitingMark !== undefined) this.#adopt(this.#waitingMark);
  }

  #adopt(held: Vector): void {
    this.#waitingMark = undefined;
    this.#deps.adopt(held);
  }
}

function isTaken(taken: Taken): boolean {
  return taken.kind === 'new' || taken.kind === 'contained';
}
