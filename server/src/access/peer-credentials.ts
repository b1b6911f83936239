import { base64urlnopad } from '@scure/base';
import type { Logger } from 'pino';
import { readClaims } from '@holdfast/shared/access/claims';
import { linkAudience, proofText } from '@holdfast/shared/access/proof';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { keysToShow } from '@holdfast/shared/access/relay-proof';
import type { SigningKey } from '@holdfast/shared/access/signing-key';
import type { LinkCredentials } from '@holdfast/shared/replica/link-access';
import { CredentialsError, readCredentials } from './credentials.ts';

/** A device that does not believe a relay comes again and again: its log says so now and then. */
const tellAgainMs = 60_000;

/** Of a relay, which is dialled, too: under which names, and the keys that it can be judged by. */
export interface ShownAsRelay {
  readonly isAt: Required<LinkCredentials>['isAt'];
  readonly keys: () => readonly SigningKey[];
  readonly monotonicMs: () => number;
}

/**
 * What is shown to those who ask, from a folder of credentials. It is read anew for each link, so
 * that a token that was put there counts at the next one.
 */
export function folderCredentials(
  folder: string,
  workspace: WorkspaceName,
  log: Pick<Logger, 'warn'>,
  relay?: ShownAsRelay,
): LinkCredentials {
  let toldAtMs = -tellAgainMs;
  return {
    ...(relay && {
      isAt: relay.isAt,
      refused(reason) {
        const nowMs = relay.monotonicMs();
        if (nowMs - toldAtMs < tellAgainMs) return;
        toldAtMs = nowMs;
        log.warn({ workspace, reason: reason.slice(0, 200) }, 'this relay was not believed');
      },
    }),
    async answer({ nonce, audience, host }) {
      try {
        const { signer, token, acceptance, label } = await readCredentials(folder, workspace);
        const text = proofText({
          ...{ purpose: 'link', workspace, audience: linkAudience(audience, host) },
          nonce: base64urlnopad.encode(nonce),
          tokenId: readClaims(token)?.jti ?? '',
        });
        const proof = await signer.sign(text);
        const keys = relay === undefined ? [] : keysToShow(token, relay.keys());
        return { token, device: JSON.stringify(signer.key), proof, acceptance, label, keys };
      } catch (error) {
        if (!(error instanceof CredentialsError)) throw error;
        log.warn({ workspace, problem: error.message }, 'nothing to show to peers');
        return undefined;
      }
    },
  };
}
