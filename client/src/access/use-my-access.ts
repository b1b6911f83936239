import type { Claims } from '@holdfast/shared/access/claims';
import type { Role } from '@holdfast/shared/access/roles';
import { useMemo } from 'react';
import { useAccess } from './use-access.ts';

/** What this device was given, as far as it is known. */
export interface MyAccess {
  /** Do relays of this workspace ask for keys? Undefined: not heard from any. */
  readonly isKeyed: boolean | undefined;
  /** As an admin of all of it, and not only where nobody asks. */
  readonly mayAdminister: boolean;
  readonly role: Role | undefined;
  readonly claims: Claims | undefined;
  readonly token: string | undefined;
  /** Thumbprint of this device's key. */
  readonly device: string | undefined;
}

/** Who this device is to relays, for the screens about access. */
export function useMyAccess(): MyAccess {
  const access = useAccess();
  return useMemo(() => {
    const held = access.kind === 'granted' ? access : undefined;
    const claims = held?.claims;
    return {
      isKeyed: access.kind === 'open' ? false : access.kind === 'unknown' ? undefined : true,
      mayAdminister: claims?.role === 'admin' && claims.docs === undefined,
      role: claims?.role,
      claims,
      token: held?.token,
      device: held?.jkt,
    };
  }, [access]);
}
