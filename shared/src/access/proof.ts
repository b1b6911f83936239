/**
 * What is signed to prove that one has a key. Whoever asks chooses the nonce, or remembers it, so
 * that a proof is good once, at one place and for one thing.
 */
export interface ProofOf {
  /** `link`, or method and path of a request. */
  readonly purpose: string;
  readonly workspace: string;
  /** Whom it is shown to: of links, `linkAudience`; of requests, the host that is asked. */
  readonly audience: string;
  readonly nonce: string;
  /** Id of the token that it goes with. */
  readonly tokenId: string;
}

/** The text that is signed by the device's key. */
export function proofText({ purpose, workspace, audience, nonce, tokenId }: ProofOf): string {
  return lines('holdfast-proof-1', purpose, workspace, audience, nonce, tokenId);
}

/**
 * Whom a proof over a link is shown to: the store that asks, and the host of the address that was
 * dialled. What asks says its store of itself, and could pass on what another asks; the address is
 * known to whoever dialled it. No host has a space in it, so the last one parts the two.
 */
export function linkAudience(storeId: string, host: string): string {
  return `${storeId} ${host}`;
}

/** The text that is signed by an invitation's key for the first device that comes with it. */
export function acceptanceText({
  workspace,
  tokenId,
  device,
  atMs,
}: {
  readonly workspace: string;
  readonly tokenId: string;
  /** Thumbprint of the device's key. */
  readonly device: string;
  /** When it was accepted, from which its life counts: wall clock, ms since 1970. */
  readonly atMs: number;
}): string {
  return lines('holdfast-acceptance-1', workspace, tokenId, device, String(atMs));
}

/** One line each, whatever is in them: otherwise two lines could be passed off as others. */
function lines(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(/[%\r\n]/g, encodeURIComponent)).join('\n');
}
