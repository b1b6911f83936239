import type { Projection } from '@holdfast/shared/model/projection';
import { Link } from 'wouter';
import { useProjections } from '../app/hub-context.tsx';
import { runbookPath } from '../app/routes.ts';
import type { SyncReport } from '../hub/client-api.ts';
import { Section } from '../ui/section.tsx';
import { syncText } from '../ui/text/sync.ts';
import classes from './unsent-changes.module.css';

const shownDocuments = 50;

/** The documents whose edits are not yet where they should be. */
export function UnsentChanges(props: { readonly unsent: SyncReport['unsent'] }) {
  const projections = useProjections();
  const { unsent } = props;
  return (
    <Section
      title={syncText.unsent}
      {...(unsent.length === 0 ? {} : { lead: syncText.unsentLead })}
    >
      {unsent.length === 0 ? (
        <p className={classes.none}>{syncText.unsentNone}</p>
      ) : (
        <ul className={classes.list}>
          {unsent.slice(0, shownDocuments).map(({ doc, changes }) => (
            <li key={doc} className={classes.row}>
              <DocumentLink name={doc} projection={projections?.get(doc)} />
              <span className={classes.changes}>{syncText.changes(changes)}</span>
            </li>
          ))}
          {unsent.length > shownDocuments && (
            <li className={classes.row}>{syncText.more(unsent.length - shownDocuments)}</li>
          )}
        </ul>
      )}
    </Section>
  );
}

function DocumentLink(props: {
  readonly name: string;
  readonly projection: Projection | undefined;
}) {
  const { name, projection } = props;
  if (name.startsWith('runbook:')) {
    return <Link href={runbookPath(name)}>{projection?.title ?? name}</Link>;
  }
  return <span>{name === 'workspace' ? syncText.workspaceDocument : name}</span>;
}
