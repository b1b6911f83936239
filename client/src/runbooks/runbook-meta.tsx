import type { Runbook } from '@holdfast/shared/model/runbook';
import { IconBell, IconBox, IconFileImport, IconTag, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { noFilter, routeToPath, runbookPath } from '../app/routes.ts';
import { Moment } from '../ui/moment.tsx';
import { TrustPanel } from '../trust/trust-panel.tsx';
import { useTrust } from '../trust/use-trust.ts';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { readerText } from '../ui/text/reader.ts';
import { runbooksText } from '../ui/text/runbooks.ts';
import { shellText } from '../ui/text/shell.ts';
import classes from './runbook-page.module.css';

/** Whose it is, what it is about, when it changed, where it came from and who else looks at it. */
export function RunbookMeta(props: { readonly name: string; readonly runbook: Runbook }) {
  const { runbook } = props;
  const known = useTrust(props.name);
  return (
    <div className={classes.meta}>
      {known !== undefined && (
        <TrustPanel name={props.name} title={runbook.title} trust={known.trust} />
      )}
      <MetaLinks
        label={readerText.owners}
        icon={<IconUser size={14} aria-hidden="true" />}
        items={runbook.owners}
        none={readerText.noOwners}
        href={(owner) => listPath({ owner })}
      />
      <MetaLinks
        label={readerText.tags}
        icon={<IconTag size={14} aria-hidden="true" />}
        items={runbook.tags}
        href={(tag) => listPath({ tag })}
      />
      <MetaLinks
        label={readerText.components}
        icon={<IconBox size={14} aria-hidden="true" />}
        items={runbook.components}
        href={(component) => listPath({ component })}
      />
      <MetaLinks
        label={readerText.alerts}
        icon={<IconBell size={14} aria-hidden="true" />}
        items={runbook.alerts}
        href={(alert) => listPath({ alert })}
      />
      {runbook.changedAtMs > 0 && (
        <span className={classes.metaItem}>
          {readerText.changed} <Moment atMs={runbook.changedAtMs} />
          {runbook.changedBy !== '' && ` ${runbooksText.changedBy(runbook.changedBy)}`}
        </span>
      )}
      {runbook.sourcePath !== '' && (
        <span className={classes.metaItem}>
          <IconFileImport size={14} aria-hidden="true" />
          <span className={classes.hidden}>{readerText.source}</span>
          <span className={classes.path} title={readerText.source}>
            {runbook.sourcePath}
          </span>
        </span>
      )}
      <Viewers name={props.name} />
    </div>
  );
}

function listPath(filter: {
  readonly owner?: string;
  readonly tag?: string;
  readonly component?: string;
  readonly alert?: string;
}): string {
  return routeToPath({ page: 'runbooks', filter: { ...noFilter, ...filter } });
}

function MetaLinks(props: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly items: readonly string[];
  readonly none?: string;
  readonly href: (item: string) => string;
}) {
  if (props.items.length === 0 && props.none === undefined) return null;
  return (
    <span className={classes.metaItem}>
      {props.icon}
      <span className={classes.hidden}>{props.label}</span>
      {props.items.length === 0 && props.none}
      {props.items.map((item) => (
        <Link key={item} href={props.href(item)} className={classes.metaLink}>
          {item}
        </Link>
      ))}
    </span>
  );
}

function Viewers(props: { readonly name: string }) {
  const people = useObservable(useHub().people);
  const path = runbookPath(props.name);
  const here = people.filter((one) => one.path === path || one.path === `${path}/edit`);
  if (here.length === 0) return null;
  return (
    <span className={classes.viewers}>
      <span>{readerText.viewing}</span>
      {here.map((person) => (
        <span key={person.id} className={classes.viewer}>
          <PersonAvatar name={person.name} color={person.color} />
          {person.name || shellText.people.unnamed}
        </span>
      ))}
    </span>
  );
}
