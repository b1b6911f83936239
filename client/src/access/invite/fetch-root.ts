import { rootAmong } from '@holdfast/shared/access/key-succession';
import { signRequest } from '@holdfast/shared/access/request-proof';
import type { EntryContext } from '@holdfast/shared/model/entries';
import { base64urlnopad } from '@scure/base';
import type { DeviceSigner } from '../device/device-signer.ts';

/** Asks the relay that this page comes from for the key behind this device's token; undefined where it does not tell. */
export async function fetchRoot(
  workspace: string,
  { signer, token }: { readonly signer: DeviceSigner; readonly token: string },
  { nowMs, random }: Pick<EntryContext, 'nowMs' | 'random'>,
): Promise<string | undefined> {
  const path = `/api/v1/${workspace}/keys`;
  try {
    const headers = await signRequest(
      { method: 'GET', path, audience: location.host },
      { signer, token },
      { nowMs, nonce: base64urlnopad.encode(random.bytes(16)) },
    );
    const response = await fetch(path, { headers, cache: 'no-store' });
    return response.ok ? rootAmong(await response.json(), token) : undefined;
  } catch {
    // With no relay there the invitation is as good, and has less to show.
    return undefined;
  }
}
