import type { LinkMessage, LinkMessageType } from '../protocol/link-messages.ts';
import type { LinkGrant } from './link-access.ts';
import type { PeerInfo, ReplicaRole } from './replica-api.ts';

/** What speaks of logs and disks, which only relays have. */
const onlyRelays: ReadonlySet<LinkMessageType> = new Set([
  'entries',
  'mark',
  'accepted',
  'nack',
  'durable',
]);

/**
 * Whether `peer` may say this. A leaf that could speak of logs could make a relay believe that it
 * holds what it does not; and nobody speaks for a disk in another's name.
 */
export function maySay(peer: PeerInfo, message: LinkMessage): boolean {
  if (peer.role === 'leaf') {
    if (onlyRelays.has(message.type)) return false;
    // A leaf sends states only when asked.
    return message.type !== 'state' || message.answers !== 0;
  }
  if (message.type !== 'durable') return true;
  const [own] = message.stores;
  return own !== undefined && own.store === peer.storeId && own.name === peer.name;
}

/** Only peers replicate logs, and peers do nothing else. */
export function isRoleGranted(role: ReplicaRole, grant: LinkGrant | undefined): boolean {
  return grant === undefined || (grant.role === 'peer') === (role === 'relay');
}

/** Who the other side says it is. Roles of later versions that are no relay's may do what a leaf may. */
export function peerFromHello(hello: Extract<LinkMessage, { type: 'hello' }>): PeerInfo {
  const { storeId, name, insecure, addresses } = hello;
  return { storeId, name, role: hello.role === 'relay' ? 'relay' : 'leaf', insecure, addresses };
}
