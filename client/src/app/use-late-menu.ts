import { useState } from 'react';
import { showNotice } from '../ui/notice.tsx';
import { shellText } from '../ui/text/shell.ts';

/** A menu whose code is fetched when it is first opened: whether it has been, and the way to open it. */
export function useLateMenu(
  preload: () => Promise<unknown>,
): readonly [isUsed: boolean, open: () => void] {
  const [isUsed, setIsUsed] = useState(false);
  const open = (): void => {
    preload().then(
      () => setIsUsed(true),
      () => showNotice(shellText.notArrived),
    );
  };
  return [isUsed, open];
}
