import { z } from 'zod/mini';
import type { Port } from './port.ts';

/**
 * Ports over one BroadcastChannel, for a tab that cannot reach the hub's worker directly: the hub
 * listens under its own id, every tab under another, and each envelope names its receiver.
 */
const envelopeSchema = z.object({
  to: z.string(),
  from: z.string(),
  body: z.unknown(),
});

/** The address of whichever worker is the hub. */
const hubAddress = 'hub';

/** The part of BroadcastChannel used here. */
export type Channel = Pick<
  BroadcastChannel,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'close'
>;

/** The tab's end. `address` is unique to this connection. */
export function createBroadcastPort(channel: Channel, address: string): Port {
  let listener: ((event: MessageEvent) => void) | undefined;
  let closed = false;
  return {
    post(body) {
      if (!closed) channel.postMessage({ to: hubAddress, from: address, body });
    },
    start(onMessage) {
      listener = (event) => {
        const envelope = envelopeSchema.safeParse(event.data);
        if (envelope.success && envelope.data.to === address) onMessage(envelope.data.body);
      };
      channel.addEventListener('message', listener);
    },
    close() {
      if (closed) return;
      closed = true;
      if (listener !== undefined) channel.removeEventListener('message', listener);
      channel.close();
    },
  };
}

/** The hub's end: calls `onPort` with a port for each address that writes to the hub. Returns the way to stop. */
export function listenForBroadcastPorts(
  channel: Channel,
  onPort: (port: Port) => void,
): () => void {
  const receiverByAddress = new Map<string, (message: unknown) => void>();

  function portTo(address: string): Port {
    return {
      post(body) {
        channel.postMessage({ to: address, from: hubAddress, body });
      },
      start(onMessage) {
        receiverByAddress.set(address, onMessage);
      },
      close() {
        receiverByAddress.delete(address);
      },
    };
  }

  const listener = (event: MessageEvent): void => {
    const envelope = envelopeSchema.safeParse(event.data);
    if (!envelope.success || envelope.data.to !== hubAddress) return;
    const { from, body } = envelope.data;
    if (!receiverByAddress.has(from)) onPort(portTo(from));
    receiverByAddress.get(from)?.(body);
  };
  channel.addEventListener('message', listener);
  return () => {
    channel.removeEventListener('message', listener);
    receiverByAddress.clear();
    channel.close();
  };
}
