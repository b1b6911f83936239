import { useCallback } from 'react';
import { useSearch } from 'wouter';
import { useRoute } from '../../app/use-route.ts';

/** What a screen of the map keeps in its address beside where it is: filters, the view, the order. */
export interface SearchView {
  get(key: string): string;
  /** Puts values into the address, in place; an empty one is taken out. Everything else stays. */
  set(values: Readonly<Record<string, string>>): void;
}

export function useSearchView(): SearchView {
  const search = useSearch();
  const [route, navigate] = useRoute();
  const get = useCallback((key: string) => new URLSearchParams(search).get(key) ?? '', [search]);
  const set = useCallback(
    (values: Readonly<Record<string, string>>) => {
      if (route.page !== 'map') return;
      const next = new URLSearchParams(route.search);
      for (const [key, value] of Object.entries(values)) {
        if (value === '') next.delete(key);
        else next.set(key, value);
      }
      navigate({ ...route, search: next.toString() }, { replace: true });
    },
    [route, navigate],
  );
  return { get, set };
}
