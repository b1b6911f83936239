import { useEffect } from 'react';
import { shellText } from './text/shell.ts';

/** Names the browser tab after what is on screen. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${shellText.product}`;
  }, [title]);
}
