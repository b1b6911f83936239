import { type ReactNode, useSyncExternalStore } from 'react';
import type { HubClient, Observable } from '../hub/client-api.ts';
import { LockScreen } from './lock-screen.tsx';

const never = (): (() => void) => () => undefined;
const nothing = (): undefined => undefined;

/** A page that needs this device's copy; where that is locked, the lock comes first, and the page goes on after it. */
export function BehindLock(props: {
  readonly connected: Observable<HubClient | undefined>;
  readonly children: ReactNode;
}) {
  const { connected, children } = props;
  const hub = useSyncExternalStore(connected.subscribe, connected.get);
  const lock = useSyncExternalStore(hub?.lock.subscribe ?? never, hub?.lock.get ?? nothing);
  return (
    <>
      {hub !== undefined && lock !== undefined && <LockScreen hub={hub} />}
      <div hidden={lock !== undefined}>{children}</div>
    </>
  );
}
