import { useState } from 'react';
import { useAccessReport } from '../use-access.ts';
import { useMyAccess } from '../use-my-access.ts';

/**
 * For how many more seconds this device's own access goes on, as a relay last said. Undefined where
 * none has said it, or where it is renewed by signing in.
 */
export function useOwnTimeLeft(): number | undefined {
  const endsAtMs = useAccessReport()?.endsAtMs;
  const { claims } = useMyAccess();
  // As it was when the dialog opened: choices must not change under a finger.
  const [nowMs] = useState(() => Date.now());
  if (endsAtMs === undefined || claims === undefined || claims.kind === 'sign-in') return undefined;
  return (endsAtMs - nowMs) / 1000;
}
