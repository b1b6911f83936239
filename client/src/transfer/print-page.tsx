import { Button, Progress } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'wouter';
import * as Y from 'yjs';
import { useCompleteness } from '../app/use-completeness.ts';
import { useWorkspaceName } from '../app/use-workspace-name.ts';
import { routeToPath, type RunbookFilter } from '../app/routes.ts';
import { useLinkResolver } from '../runbooks/use-link-resolver.ts';
import { DocumentImages } from '../ui/markdown/document-images.tsx';
import { MarkdownView } from '../ui/markdown/markdown-view.tsx';
import { VariableTable } from '../ui/markdown/variable-table.tsx';
import { transferText } from '../ui/text/transfer.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { usePrintedRunbooks, type PrintedRunbook } from './use-printed-runbooks.ts';
import classes from './print-page.module.css';

const words = transferText.print;
const dated = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'long',
  timeStyle: 'short',
  hourCycle: 'h23',
});

/** The runbooks of a list one after the other, for paper or the browser's PDF. */
export function PrintPage(props: { readonly filter: RunbookFilter }) {
  usePageTitle(words.title);
  const workspace = useWorkspaceName();
  const completeness = useCompleteness();
  const { runbooks, total, madeAtMs, failed } = usePrintedRunbooks(props.filter);
  const isReady = total !== undefined && runbooks.length + failed >= total;
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <Link href={routeToPath({ page: 'runbooks', filter: props.filter })}>{words.back}</Link>
        <p role="status" className={classes.state}>
          {total === 0
            ? words.empty
            : isReady
              ? words.ready
              : words.preparing(runbooks.length, total ?? 0)}
        </p>
        {!isReady && (
          <Progress
            value={(runbooks.length / Math.max(total ?? 1, 1)) * 100}
            aria-label={words.preparing(runbooks.length, total ?? 0)}
          />
        )}
        {failed > 0 && <p role="alert">{words.failed}</p>}
        <Button
          w="fit-content"
          disabled={!isReady || total === 0}
          leftSection={<IconPrinter size={16} aria-hidden="true" />}
          onClick={() => void printWhole()}
        >
          {words.print}
        </Button>
      </div>
      <h1 className={classes.title}>{words.of(workspace)}</h1>
      <p className={classes.made}>
        {words.made(dated.format(madeAtMs), runbooks.length)}
        {completeness === 'whole' ? '' : ` ${words.notAll}`}
      </p>
      <nav className={classes.contents} aria-label={words.contents}>
        <h2>{words.contents}</h2>
        <ol>
          {runbooks.map(({ name, title }) => (
            <li key={name}>
              <a href={`#${anchorOf(name)}`}>{title}</a>
            </li>
          ))}
        </ol>
      </nav>
      {runbooks.map((runbook) => (
        <OnPaper key={runbook.name} runbook={runbook} />
      ))}
    </div>
  );
}

const noDocument = new Y.Doc();

/** Prints once all images are drawn; one that cannot be is no reason to wait. */
async function printWhole(): Promise<void> {
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  window.print();
}

const OnPaper = memo(function OnPaper({ runbook }: { readonly runbook: PrintedRunbook }) {
  const resolve = useLinkResolver(runbook.sourcePath);
  const { name, title, owners, markdown, doc } = runbook;
  return (
    <article className={classes.runbook} aria-labelledby={anchorOf(name)}>
      <h2 id={anchorOf(name)} dir="auto" className={classes.runbookTitle}>
        {title}
      </h2>
      {owners.length > 0 && <p className={classes.made}>{words.owners(owners.join(', '))}</p>}
      <VariableTable variables={runbook.variables} />
      <DocumentImages doc={doc ?? noDocument}>
        <MarkdownView markdown={markdown} resolve={resolve} />
      </DocumentImages>
    </article>
  );
});

function anchorOf(name: string): string {
  return `print-${name.replace(':', '-')}`;
}
