import type { LinkSession } from './link.ts';

/**
 * Whether a link whose peer has just named itself is kept. Two replicas need one link; both sides
 * keep the same one: that which the smaller store id dialled. Of two that this side dialled (two
 * addresses of one relay) the older stays; which of two that came in is dead only the dialler knows.
 * What a side says of itself anybody can say: with keys, only what proved the same device is one
 * replica, and a device never takes the place of a relay.
 */
export function keepsLink(
  link: LinkSession,
  links: ReadonlySet<LinkSession>,
  ownStoreId: string,
): boolean {
  const { peer } = link;
  if (peer === undefined) return false;
  if (peer.storeId === ownStoreId) {
    link.close('duplicate', 'this is the same replica');
    return false;
  }
  for (const other of links) {
    if (other === link || other.peer?.storeId !== peer.storeId) continue;
    if (other.peer.role !== peer.role || other.grant?.device !== link.grant?.device) continue;
    if (other.dialled === link.dialled) {
      if (!link.dialled) continue;
      link.close('duplicate', 'another address of a relay that is already linked');
      return false;
    }
    const keepDialled = ownStoreId < peer.storeId;
    const loser = link.dialled === keepDialled ? other : link;
    loser.close('duplicate', 'linked already');
    if (loser === link) return false;
  }
  return true;
}
