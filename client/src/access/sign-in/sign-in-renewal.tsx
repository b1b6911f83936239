import { useEffect } from 'react';
import { useHub } from '../../app/hub-context.tsx';
import type { HubClient } from '../../hub/client-api.ts';
import { onDevice } from '../../map/kept-values.ts';
import { deviceSigner } from '../device/device-signer.ts';
import { deviceLabel } from '../join/device-label.ts';
import { takeToken } from '../take-token.ts';
import { keepSignedIn, readSignedIn, type SignedIn } from './kept-sign-in.ts';
import { renewAtMs, renewSignIn } from './renewal.ts';
import { callsHere } from './sign-in-calls.ts';

const lookEveryMs = 60_000;

/** Renews this device's sign-in where that is due, or `now`; one tab at a time. */
export async function renewHere(
  hub: Pick<HubClient, 'workspace' | 'askAccess'>,
  when: 'due' | 'now',
): Promise<void> {
  const { workspace } = hub;
  await navigator.locks.request(`holdfast-renewal:${workspace}`, async () => {
    const signedIn = readSignedIn(workspace, onDevice);
    const signer = await deviceSigner();
    if (signedIn?.renewal === undefined || signer === undefined) return;
    // Another tab may just have done it.
    if (when === 'due' && !isDue(signedIn)) return;
    const next = await renewSignIn(signedIn, {
      calls: callsHere(workspace),
      signer,
      take: (token) => takeToken(hub, { token, label: deviceLabel(), relays: [] }),
      nowMs: Date.now,
    });
    keepSignedIn(workspace, next, onDevice);
  });
}

/** Keeps a sign-in going for as long as the provider confirms it. */
export function SignInRenewal() {
  const hub = useHub();
  useEffect(() => {
    const look = (): void => {
      const signedIn = readSignedIn(hub.workspace, onDevice);
      if (signedIn !== undefined && isDue(signedIn)) void renewHere(hub, 'due');
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [hub]);
  return null;
}

function isDue(signedIn: SignedIn): boolean {
  const dueMs = renewAtMs(signedIn);
  return dueMs !== undefined && dueMs <= Date.now();
}
