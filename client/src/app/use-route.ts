import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { pathToRoute, routeToPath, type Route } from './routes.ts';

/** Goes to a screen; `replace` where going back should not pass through here. */
export type Navigate = (route: Route, options?: { readonly replace?: boolean }) => void;

/** The screen that the address names, and the way to another. */
export function useRoute(): readonly [Route, Navigate] {
  const [path, setPath] = useLocation();
  const search = useSearch();
  const route = useMemo(() => pathToRoute(path, search), [path, search]);
  const navigate = useCallback<Navigate>(
    (next, options) => setPath(routeToPath(next), { replace: options?.replace === true }),
    [setPath],
  );
  return [route, navigate];
}
