import { useEffect, useState } from 'react';
import type { EntrySigner as Signer } from '@holdfast/shared/access/entry-signature';
import { useAccess } from '../access/use-access.ts';
import { deviceSigner } from '../access/device/device-signer.ts';
import { useHub } from '../app/hub-context.tsx';
import { browserMadeEntries, keepSigning } from './keep-signing.ts';

/** Signs what is written on this device, as long as it is let in for somebody. Draws nothing. */
export function EntrySigner() {
  const hub = useHub();
  const { kind } = useAccess();
  const [signer, setSigner] = useState<Signer>();
  useEffect(() => {
    if (kind !== 'granted') return undefined;
    let gone = false;
    void deviceSigner().then((opened) => {
      if (!gone) setSigner(opened);
    });
    return () => {
      gone = true;
      setSigner(undefined);
    };
  }, [kind]);
  useEffect(
    () => keepSigning({ hub, signer, memory: browserMadeEntries(hub.workspace) }),
    [hub, signer],
  );
  return null;
}
