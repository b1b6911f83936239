import type { Claims } from '@holdfast/shared/access/claims';
import type { DeviceSigner } from '@holdfast/shared/access/device-key';
import type { Role } from '@holdfast/shared/access/roles';

/** What this device was given, as far as it is known. */
export interface MyAccess {
  /** Do relays of this workspace ask for keys? Undefined: not heard from any. */
  readonly isKeyed: boolean | undefined;
  readonly mayAdminister: boolean;
  readonly role: Role | undefined;
  readonly claims: Claims | undefined;
  readonly token: string | undefined;
  readonly device: string | undefined;
  readonly signer: DeviceSigner | undefined;
  /** When this device's access ends: wall clock, ms since 1970. */
  readonly untilMs: number | undefined;
}

const open: MyAccess = {
  isKeyed: false,
  mayAdminister: false,
  role: undefined,
  claims: undefined,
  token: undefined,
  device: undefined,
  signer: undefined,
  untilMs: undefined,
};

export function useMyAccess(): MyAccess {
  return open;
}
