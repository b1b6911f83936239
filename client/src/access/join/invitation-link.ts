import { type Claims, readClaims } from '@holdfast/shared/access/claims';
import { type Invitation, readInvitationFragment } from '@holdfast/shared/access/invitation';
import { openSigner, signAcceptance } from '@holdfast/shared/access/es256';
import { base64urlnopad } from '@scure/base';

/** An invitation, and what can be told of it before anybody has checked it. */
export interface ReadInvitation {
  readonly invitation: Invitation;
  readonly claims: Claims;
  /** Name of the admin whose device issued it; undefined where it was made with a key of the workspace. */
  readonly invitedBy: string | undefined;
}

/** Reads what stood behind the `#` of a link. Undefined where that is no whole invitation. */
export function readInvitation(fragment: string): ReadInvitation | undefined {
  const invitation = readInvitationFragment(fragment);
  const claims = invitation && readClaims(invitation.token);
  if (invitation === undefined || claims?.ws !== invitation.workspace) return undefined;
  const admin = claims.via === undefined ? undefined : readClaims(claims.via);
  return { invitation, claims, invitedBy: admin?.name };
}

/** The invitation's word for the device with this key, base64url. Rejects where its own key is none. */
export async function acceptanceFor(read: ReadInvitation, jkt: string): Promise<string> {
  const { invitation, claims } = read;
  const signer = await openSigner(invitation.key);
  const of = {
    workspace: invitation.workspace,
    tokenId: claims.jti,
    device: jkt,
    atMs: Date.now(),
  };
  return base64urlnopad.encode(await signAcceptance(signer, of));
}
