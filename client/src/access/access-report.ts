import { type Claims, readClaims } from '@holdfast/shared/access/claims';
import { accessReportSchema, type AccessReport, type Refusal } from './device/access-messages.ts';

/** How this device stands with the relays of its workspace. */
export type Access =
  /** Nobody has said yet whether keys are needed. */
  | { readonly kind: 'unknown' }
  /** Relays ask for no key. */
  | { readonly kind: 'open' }
  /** This device has a token that a relay has accepted, now or earlier, and none says otherwise. */
  | ({ readonly kind: 'granted' } & Held)
  /** Relays do not let it in; what it had before counts here no more. */
  | ({ readonly kind: 'refused'; readonly refusal: Refusal } & Partial<Held>);

interface Held {
  readonly claims: Claims;
  readonly token: string;
  /** Thumbprint of this device's key. */
  readonly jkt: string;
}

/** Reads what the hub told; undefined where it has told nothing yet. */
export function readAccessReport(told: unknown): AccessReport | undefined {
  return accessReportSchema.safeParse(told).data;
}

/**
 * What follows from what the hub told. A relay that does not know a key, or whose clock or this
 * device's is wrong, takes nothing away; one that says that access ended does, unless another has let
 * this device in.
 */
export function accessFrom(report: AccessReport | undefined): Access {
  if (report === undefined) return { kind: 'unknown' };
  const { card, jkt } = report;
  const claims = card && readClaims(card.token);
  const held =
    card === undefined || claims === undefined || jkt === undefined
      ? undefined
      : { claims, token: card.token, jkt };
  const refusal = report.linked > 0 ? undefined : worst(report.refusals, held !== undefined);
  if (refusal !== undefined) return { kind: 'refused', refusal, ...held };
  if (held !== undefined) return { kind: 'granted', ...held };
  return { kind: report.isOpen ? 'open' : 'unknown' };
}

/** What a relay may say of its own, without the access having ended. */
const passing: readonly string[] = [
  'unknown-key',
  'not-yet',
  'replayed',
  'bad-signature',
  'no-key',
  'other-relay',
  'unproven',
];

function worst(refusals: readonly Refusal[], isHeld: boolean): Refusal | undefined {
  return refusals.find(({ word }) => !passing.includes(word)) ?? (isHeld ? undefined : refusals[0]);
}
