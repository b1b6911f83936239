import { joinBytes } from './bytes.ts';
import type { Clock } from './ports.ts';

/** What is sent at once goes in frames of about this size: a receiver need not take larger ones. */
const frameBytes = 256 * 1024;

/** Collects a turn's messages and sends them as few frames. */
export class FrameQueue {
  readonly #clock: Clock;
  readonly #send: (frame: Uint8Array) => void;
  #messages: Uint8Array[] = [];
  #bytes = 0;

  constructor(clock: Clock, send: (frame: Uint8Array) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Bytes that wait for the end of the turn. */
  get bytes(): number {
    return this.#bytes;
  }

  push(message: Uint8Array): void {
    if (this.#messages.length === 0) this.#clock.afterTurn(() => this.flush());
    this.#messages.push(message);
    this.#bytes += message.length;
  }

  flush(): void {
    const messages = this.#messages;
    this.clear();
    let frame: Uint8Array[] = [];
    let bytes = 0;
    for (const message of messages) {
      if (frame.length > 0 && bytes + message.length > frameBytes) {
        this.#send(joinBytes(frame));
        frame = [];
        bytes = 0;
      }
      frame.push(message);
      bytes += message.length;
    }
    if (frame.length > 0) this.#send(joinBytes(frame));
  }

  clear(): void {
    this.#messages = [];
    this.#bytes = 0;
  }
}
