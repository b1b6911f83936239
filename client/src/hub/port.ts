/** Either end of a connection between a tab and the hub: structured-clone messages, in order. */
export interface Port {
  post(message: unknown): void;
  /** Called once, before anything can arrive. */
  start(onMessage: (message: unknown) => void): void;
  close(): void;
}

/** What a port is made of: a MessagePort, a dedicated Worker, or a worker's own global scope. */
export interface MessageEndpoint {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
}

/** A port over a MessagePort or a Worker. `onClose` ends what only this port used. */
export function createMessagePort(endpoint: MessageEndpoint, onClose: () => void): Port {
  let listener: ((event: MessageEvent) => void) | undefined;
  let closed = false;
  return {
    post(message) {
      if (!closed) endpoint.postMessage(message);
    },
    start(onMessage) {
      listener = (event) => {
        onMessage(event.data);
      };
      endpoint.addEventListener('message', listener);
      endpoint.start?.();
    },
    close() {
      if (closed) return;
      closed = true;
      if (listener !== undefined) endpoint.removeEventListener('message', listener);
      onClose();
    },
  };
}

/** A port whose reader is not there yet: what arrives until `start` is kept. */
export function createWaitingPort(port: Port): Port {
  let early: unknown[] = [];
  let read: ((message: unknown) => void) | undefined;
  port.start((message) => {
    if (read === undefined) early.push(message);
    else read(message);
  });
  return {
    post(message) {
      port.post(message);
    },
    start(onMessage) {
      const kept = early;
      early = [];
      read = onMessage;
      for (const message of kept) onMessage(message);
    },
    close() {
      port.close();
    },
  };
}
