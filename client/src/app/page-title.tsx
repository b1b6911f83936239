import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { shellText } from '../ui/text/shell.ts';
import { PageTitleContext } from '../ui/use-page-title.ts';
import { useAnnounce } from './announcer.tsx';
import { noFilter, routeToPath, type Route } from './routes.ts';
import { useWorkspaceName } from './use-workspace-name.ts';

/** A new object each time a page tells its title, so that arriving at the same title is seen. */
interface Told {
  readonly title: string;
}

/** Collects the title of the page within; pages are not drawn again when titles or names change. */
export function PageTitleScope(props: { readonly route: Route; readonly children: ReactNode }) {
  const [told, setTold] = useState<Told>();
  const tell = useCallback((title: string) => setTold({ title }), []);
  return (
    <PageTitleContext value={tell}>
      {props.children}
      {told !== undefined && <PageTitle told={told} route={props.route} />}
    </PageTitleContext>
  );
}

function PageTitle({ told, route }: { readonly told: Told; readonly route: Route }) {
  const workspace = useWorkspaceName();
  const announce = useAnnounce();
  useEffect(() => {
    document.title = `${told.title} · ${workspace} · ${shellText.product}`;
  }, [told, workspace]);

  const path = routeToPath(
    route.page === 'runbooks'
      ? {
          ...route,
          filter: { ...noFilter, archived: route.filter.archived, due: route.filter.due },
        }
      : route.page === 'map'
        ? { ...route, search: '' }
        : route,
  );
  const last = useRef<string>(undefined);
  useEffect(() => {
    const arrived = last.current !== undefined && last.current !== path;
    last.current = path;
    // Browsers themselves speak the title of the first page; a title that is edited is no news.
    if (!arrived) return;
    announce(route.page === 'edit' ? shellText.editing(told.title) : told.title);
    // Only when the page has told its title: while it loads, the old one still stands here.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [told]);
  return null;
}
