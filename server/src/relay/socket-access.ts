import type { IncomingMessage } from 'node:http';
import { writeCloseReason } from '@holdfast/shared/access/close-reason';
import { closeCodes } from '@holdfast/shared/protocol/close-codes';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { LiveGrant } from '../access/live-grants.ts';
import type { RelayAccess } from '../access/relay-access.ts';

/** The protocol that clients with tickets ask for, and how they hand a ticket over. */
const protocol = 'holdfast';
const ticketPrefix = 'holdfast-ticket.';

/** Why a socket is closed. */
export interface Refusal {
  readonly code: number;
  readonly reason: string;
}

/** Answers with our protocol where it is asked for: a ticket must not be sent back. */
export function handleProtocols(asked: Set<string>): string | false {
  return asked.has(protocol) ? protocol : false;
}

/** The ticket of a socket that cannot sign: pages can set no header but this. */
export function ticketOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const asked = (headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  return asked.find((one) => one.startsWith(ticketPrefix))?.slice(ticketPrefix.length);
}

/**
 * Nothing is opened for a workspace that no key here is for. How much of an address was refused does not
 * count yet: whoever it is can still show a device that is known here, or has a ticket.
 */
export function refusedBefore(
  access: RelayAccess,
  workspace: WorkspaceName,
  { address }: { readonly address: string },
): Refusal | undefined {
  if (access.knows(workspace)) return undefined;
  access.refused('sync', workspace, 'unknown-key', address);
  return { code: closeCodes.unauthenticated.code, reason: writeCloseReason('unknown-key') };
}

/** What a stock client may do, by the ticket that it came with. */
export async function enterByTicket(
  access: RelayAccess,
  { workspace, doc }: { readonly workspace: WorkspaceName; readonly doc: DocumentName },
  { ticket, address }: { readonly ticket: string | undefined; readonly address: string },
): Promise<LiveGrant | Refusal> {
  const grant = await access.takeTicket(workspace, ticket, address);
  if ('refused' in grant)
    return {
      code: closeCodes.unauthenticated.code,
      reason: writeCloseReason(grant.refused),
    };
  if (grant.mayRead(doc)) return grant;
  access.refused('sync', workspace, 'not-for-this', address);
  return { code: closeCodes.forbidden.code, reason: writeCloseReason('not-for-this') };
}
