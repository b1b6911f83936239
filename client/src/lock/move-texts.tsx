import { useEffect } from 'react';
import { useHub, useProjections, useReadProjections } from '../app/hub-context.tsx';
import { openTexts, sealTexts } from './plain-texts.ts';
import { useIsSealed } from './sealed-drafts.ts';

/** Takes what was typed and not posted yet along when the copy is encrypted, and when it is no longer. Draws nothing. */
export function MoveTexts() {
  const hub = useHub();
  const read = useReadProjections();
  const isOpen = useProjections() !== undefined;
  const isSealed = useIsSealed(hub);
  useEffect(() => {
    if (!isOpen) return;
    if (isSealed) void sealTexts(hub, new Set(read()?.keys()));
    else openTexts(hub);
  }, [hub, isOpen, isSealed, read]);
  return null;
}
