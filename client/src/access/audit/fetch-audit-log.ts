import { signRequest } from '@holdfast/shared/access/request-proof';
import type { EntryContext } from '@holdfast/shared/model/entries';
import { base64urlnopad } from '@scure/base';
import { deviceSigner } from '../device/device-signer.ts';

export type LogAnswer =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'unreachable' | 'refused' | 'none' };

/** Asks the relay that this page comes from for its log, in the name of this device. */
export async function fetchAuditLog(
  workspace: string,
  token: string,
  { nowMs, random }: Pick<EntryContext, 'nowMs' | 'random'>,
): Promise<LogAnswer> {
  const signer = await deviceSigner();
  if (signer === undefined) return { kind: 'refused' };
  const path = `/api/v1/${workspace}/audit`;
  const headers = await signRequest(
    { method: 'GET', path, audience: location.host },
    { signer, token },
    { nowMs, nonce: base64urlnopad.encode(random.bytes(16)) },
  );
  try {
    const response = await fetch(path, { headers, cache: 'no-store' });
    if (response.ok) return { kind: 'read', text: await response.text() };
    return { kind: response.status === 404 ? 'none' : 'refused' };
  } catch {
    return { kind: 'unreachable' };
  }
}
