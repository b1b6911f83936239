import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { accessParts, accessPath, type AccessRoute as Route } from '../app/access-routes.ts';
import { lazyScreen } from '../app/lazy-screen.tsx';
import { useDocument } from '../documents/use-document.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { accessText as words } from '../ui/text/access.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { AccessAround } from './access-context.tsx';
import { PeoplePart } from './people/people-part.tsx';
import classes from './access-route.module.css';

const Opening = () => (
  <p className={classes.opening} role="status">
    {words.opening}
  </p>
);
const RolesPart = lazyScreen(
  async () => (await import('./roles/roles-part.tsx')).RolesPart,
  Opening,
);
const InvitationsPart = lazyScreen(
  async () => (await import('./invite/invitations-part.tsx')).InvitationsPart,
  Opening,
);
const DocumentsPart = lazyScreen(
  async () => (await import('./documents/documents-part.tsx')).DocumentsPart,
  Opening,
);
const AuditPart = lazyScreen(
  async () => (await import('./audit/audit-part.tsx')).AuditPart,
  Opening,
);

/** Every screen about who may do what. */
export function AccessRoute({ route }: { readonly route: Route }) {
  usePageTitle(`${words.title}: ${words.parts[route.part]}`);
  const state = useDocument('workspace');
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone not all of them are in sight.
    const here = nav.current?.querySelector('[aria-current]');
    here?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [route.part]);
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{words.title}</h1>
      <p className={classes.lead}>{words.lead}</p>
      <nav ref={nav} className={classes.views} aria-label={words.partsLabel}>
        {accessParts.map((part) => (
          <Link
            key={part}
            href={accessPath(part)}
            className={classes.view}
            {...(part === route.part ? { 'aria-current': 'page' as const } : {})}
          >
            {words.parts[part]}
          </Link>
        ))}
      </nav>
      {state.kind === 'opening' && <Opening />}
      {state.kind === 'failed' && (
        <MessagePage title={words.parts[route.part]}>{words.failed}</MessagePage>
      )}
      {state.kind === 'ready' && (
        <AccessAround doc={state.open.doc}>
          <Part route={route} />
        </AccessAround>
      )}
    </div>
  );
}

function Part({ route }: { readonly route: Route }) {
  switch (route.part) {
    case 'people':
      return <PeoplePart search={route.search} />;
    case 'roles':
      return <RolesPart />;
    case 'invitations':
      return <InvitationsPart />;
    case 'documents':
      return <DocumentsPart />;
    case 'audit':
      return <AuditPart search={route.search} />;
  }
}
