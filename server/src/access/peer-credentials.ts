import { base64urlnopad } from '@scure/base';
import type { Logger } from 'pino';
import { readClaims } from '@holdfast/shared/access/claims';
import { linkAudience, proofText } from '@holdfast/shared/access/proof';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { LinkCredentials } from '@holdfast/shared/replica/link-access';
import { CredentialsError, readCredentials } from './credentials.ts';

/**
 * What is shown to relays with keys, from a folder of credentials. It is read anew for each link, so
 * that a token that was put there counts at the next one. `isAt`: of a relay, which is dialled, too.
 */
export function folderCredentials(
  folder: string,
  workspace: WorkspaceName,
  log: Pick<Logger, 'warn'>,
  isAt?: LinkCredentials['isAt'],
): LinkCredentials {
  return {
    ...(isAt && { isAt }),
    async answer({ nonce, audience, host }) {
      try {
        const { signer, token, acceptance, label } = await readCredentials(folder, workspace);
        const text = proofText({
          ...{ purpose: 'link', workspace, audience: linkAudience(audience, host) },
          nonce: base64urlnopad.encode(nonce),
          tokenId: readClaims(token)?.jti ?? '',
        });
        const proof = await signer.sign(text);
        return { token, device: JSON.stringify(signer.key), proof, acceptance, label };
      } catch (error) {
        if (!(error instanceof CredentialsError)) throw error;
        log.warn({ workspace, problem: error.message }, 'nothing to show to peers');
        return undefined;
      }
    },
  };
}
