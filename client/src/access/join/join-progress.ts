import { type CloseReason, readCloseReason } from '@holdfast/shared/access/close-reason';
import type { AccessReport } from '../device/access-messages.ts';

/** How far the acceptance of one invitation is. */
export type JoinProgress =
  | { readonly kind: 'asking' }
  /** No relay has answered for some time; it goes on being tried. */
  | { readonly kind: 'unreachable' }
  /** Relays answered, none of them with a last word. */
  | {
      readonly kind: 'doubted';
      readonly word: CloseReason;
      readonly url: string;
      readonly text: string;
    }
  | { readonly kind: 'refused'; readonly word: CloseReason; readonly text: string }
  | { readonly kind: 'accepted' };

/** How long relays may take before it is said that none answers. */
export const askingGraceMs = 4000;

/** What the hub's report says of the invitation with this token, `forMs` after it was taken up. */
export function joinProgress(
  report: AccessReport | undefined,
  token: string,
  forMs: number,
): JoinProgress {
  if (report === undefined) return { kind: 'asking' };
  const { card, failed, offered, refusals } = report;
  if (card?.token === token) return { kind: 'accepted' };
  if (failed?.token === token) {
    return { kind: 'refused', word: readCloseReason(failed.word) ?? 'no-key', text: failed.text };
  }
  const [refusal] = refusals;
  if (offered?.token === token && refusal !== undefined) {
    const { url, text } = refusal;
    return { kind: 'doubted', word: readCloseReason(refusal.word) ?? 'no-key', url, text };
  }
  return { kind: forMs < askingGraceMs ? 'asking' : 'unreachable' };
}
