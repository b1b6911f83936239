import type { Projection } from '@holdfast/shared/model/projection';
import { Link } from 'wouter';
import { useProjections } from '../app/hub-context.tsx';
import type { SyncReport } from '../hub/client-api.ts';
import { Section } from '../ui/section.tsx';
import { syncText } from '../ui/text/sync.ts';
import { namedAfter, namedDocument } from './named-document.ts';
import { notKnownYet } from './not-known-yet.ts';
import classes from './unsent-changes.module.css';

const shownDocuments = 50;

/** The documents whose edits are not yet where they should be. */
export function UnsentChanges({ report }: { readonly report: SyncReport }) {
  const projections = useProjections();
  const { unsent } = report;
  return (
    <Section
      title={syncText.unsent}
      {...(unsent.length === 0 ? {} : { lead: syncText.unsentLead })}
    >
      {unsent.length === 0 ? (
        <p className={classes.none}>
          {notKnownYet(report) ??
            (report.barred === 'locked' ? syncText.nothingToSend : syncText.unsentNone)}
        </p>
      ) : (
        <ul className={classes.list}>
          {unsent.slice(0, shownDocuments).map(({ doc, changes }) => (
            <li key={doc} className={classes.row}>
              <DocumentLink name={doc} projection={projections?.get(namedAfter(doc))} />
              <span className={classes.changes}>{syncText.changes(changes)}</span>
            </li>
          ))}
          {unsent.length > shownDocuments && (
            <li className={classes.row}>{syncText.more(unsent.length - shownDocuments)}</li>
          )}
        </ul>
      )}
      {report.offered > 0 && <p className={classes.none}>{syncText.offered(report.offered)}</p>}
    </Section>
  );
}

function DocumentLink(props: {
  readonly name: string;
  readonly projection: Projection | undefined;
}) {
  const { title, href } = namedDocument(props.name, props.projection);
  return href === undefined ? <span dir="auto">{title}</span> : <Link href={href}>{title}</Link>;
}
