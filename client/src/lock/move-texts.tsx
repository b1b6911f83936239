import { useEffect } from 'react';
import { useHub, useProjections } from '../app/hub-context.tsx';
import { openTexts, sealTexts } from './plain-texts.ts';
import { useIsSealed } from './sealed-drafts.ts';

/** Takes what was typed and not posted yet along when the copy is encrypted, and when it is no longer. Draws nothing. */
export function MoveTexts() {
  const hub = useHub();
  const isOpen = useProjections() !== undefined;
  const isSealed = useIsSealed(hub);
  useEffect(() => {
    if (!isOpen) return;
    if (isSealed) void sealTexts(hub);
    else openTexts(hub);
  }, [hub, isOpen, isSealed]);
  return null;
}
