import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import type { Route } from './routes.ts';
import type { Navigate } from './use-route.ts';

/** Prints a runbook as it is read, also from its editor, which shows no more than fits on the screen. */
export function usePrintAsRead(route: Route, navigate: Navigate): void {
  const editedId = route.page === 'edit' ? route.id : undefined;
  useEffect(() => {
    if (editedId === undefined) return undefined;
    const show = () => {
      // Before the browser draws the paper, which it does when this returns.
      flushSync(() => navigate({ page: 'runbook', id: editedId }, { replace: true }));
      const back = () => navigate({ page: 'edit', id: editedId }, { replace: true });
      window.addEventListener('afterprint', back, { once: true });
    };
    window.addEventListener('beforeprint', show);
    return () => window.removeEventListener('beforeprint', show);
  }, [editedId, navigate]);
}
