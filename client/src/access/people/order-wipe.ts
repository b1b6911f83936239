import { writeWipeOrder } from '@holdfast/shared/access/wipe-order';
import {
  type RevokedThing,
  revoke,
  type WorkspaceAccess,
} from '@holdfast/shared/access/workspace-access';
import type { CommandResult } from '@holdfast/shared/model/command';
import type * as Y from 'yjs';
import { deviceSigner } from '../device/device-signer.ts';

export interface WipeFrom {
  readonly workspace: string;
  /** The admin's own token. */
  readonly token: string;
  readonly access: WorkspaceAccess;
}

/** Cuts something off. */
export type CutOffCommand = (doc: Y.Doc) => CommandResult<string>;

/**
 * Cuts off, and orders the devices to delete their copies: each order is signed by this device, so
 * that no relay can make one up. Undefined where this browser cannot sign.
 *
 * @param devices thumbprints of their keys
 */
export async function cutOffAndWipe(
  thing: RevokedThing,
  devices: readonly string[],
  said: { readonly by: string; readonly reason: string; readonly atMs: number },
  { workspace, token, access }: WipeFrom,
): Promise<CutOffCommand | undefined> {
  const signer = await deviceSigner();
  if (signer === undefined) return undefined;
  const orders = await Promise.all(
    devices.map(async (device) => {
      const wipe = { workspace, device, atMs: said.atMs };
      return { device, order: await writeWipeOrder(wipe, { token, signer }, access) };
    }),
  );
  // As one edit: a relay that had heard only that somebody is out would close without the order.
  return (doc) =>
    doc.transact(() => {
      for (const { device, order } of orders) {
        const ordered = revoke(doc, { device }, { ...said, wipe: true, order });
        if (!ordered.ok) return ordered;
      }
      return revoke(doc, thing, { ...said, wipe: true });
    });
}
