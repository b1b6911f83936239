import type { LinkMessage } from '../protocol/link-messages.ts';
import type { Clock } from './ports.ts';

/** After so many messages in one go others get their turn: a frame may hold very many. */
const messagesAtOnce = 500;

export interface LinkInboxDeps {
  readonly clock: Clock;
  readonly handle: (message: LinkMessage) => Promise<void> | undefined;
  /** A message could not be handled because the store failed. */
  readonly onError: (error: unknown) => void;
}

/** Hands on a link's messages in order; only those that need the store make the others wait. */
export class LinkInbox {
  readonly #deps: LinkInboxDeps;
  #messages: LinkMessage[] = [];
  #at = 0;
  #working = false;
  #ended = false;

  constructor(deps: LinkInboxDeps) {
    this.#deps = deps;
  }

  push(messages: readonly LinkMessage[]): void {
    if (this.#ended) return;
    this.#messages.push(...messages);
    if (!this.#working) this.#work();
  }

  /** Drops what waits; nothing more is handed on. */
  end(): void {
    this.#ended = true;
    this.#messages = [];
  }

  #work(): void {
    this.#working = true;
    for (let handled = 0; !this.#ended; handled += 1) {
      const message = this.#messages[this.#at];
      if (message === undefined) {
        this.#messages = [];
        this.#at = 0;
        this.#working = false;
        return;
      }
      if (handled === messagesAtOnce) {
        this.#deps.clock.afterTurn(() => this.#work());
        return;
      }
      this.#at += 1;
      const result = this.#deps.handle(message);
      if (result === undefined) continue;
      void result.then(
        () => this.#work(),
        (error: unknown) => this.#deps.onError(error),
      );
      return;
    }
  }
}
