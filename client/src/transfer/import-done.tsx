import { Button, Group } from '@mantine/core';
import { Link } from 'wouter';
import type { PlannedFile } from '@holdfast/shared/transfer/import-work';
import { noFilter, routeToPath, runbookPath } from '../app/routes.ts';
import { importText } from '../ui/text/import.ts';
import { countGroups, groupOf, type ImportState } from './import-state.ts';
import classes from './import-page.module.css';

/** Of more, only so many are named. */
const mostNamed = 20;

/** What an import came to, and the way back. */
export function ImportDone(props: {
  readonly state: Extract<ImportState, { step: 'done' }>;
  readonly onUndo: () => void;
  readonly onAgain: () => void;
}) {
  const { files, left, failed, undo, kept, broke } = props.state;
  const counts = countGroups(files);
  const title =
    failed.length > 0 || broke !== undefined
      ? importText.failedTitle
      : left > 0
        ? importText.stoppedTitle
        : importText.doneTitle;
  const lines = [
    importText.doneCounts(counts.new, counts.changed),
    ...(counts.conflict > 0 ? [importText.conflictsLeft(counts.conflict)] : []),
    ...(left > 0 ? [importText.left(left)] : []),
    ...(broke === undefined ? [] : [importText.broke[broke]]),
    ...(failed.length > 0 ? [importText.failed(failed.length)] : [importText.savedWhere]),
  ];
  return (
    <section className={classes.running} aria-label={title}>
      <h2 className={classes.subtitle}>{title}</h2>
      <div role="status">
        {undo === 'undone'
          ? [importText.undone, ...(kept > 0 ? [importText.undoneBut(kept)] : [])].map((line) => (
              <p key={line}>{line}</p>
            ))
          : lines.map((line) => <p key={line}>{line}</p>)}
      </div>
      <Group gap="xs">
        <Button component={Link} href={routeToPath({ page: 'runbooks', filter: noFilter })}>
          {importText.toRunbooks}
        </Button>
        <Button variant="default" onClick={props.onAgain}>
          {importText.again}
        </Button>
        {(undo === 'possible' || undo === 'busy') && (
          <Button variant="default" loading={undo === 'busy'} onClick={props.onUndo}>
            {importText.undo}
          </Button>
        )}
      </Group>
      <LockedFiles files={files.filter((file) => groupOf(file) === 'locked')} />
      {undo === 'possible' && <p className={classes.note}>{importText.undoLead}</p>}
    </section>
  );
}

/** The runbooks that have to be unlocked first. */
function LockedFiles(props: { readonly files: readonly PlannedFile[] }) {
  const { files } = props;
  if (files.length === 0) return null;
  const more = files.length - mostNamed;
  return (
    <div className={classes.aside}>
      <p>{importText.lockedLeft(files.length)}</p>
      <ul>
        {files.slice(0, mostNamed).map(({ path, name }) => (
          <li key={path}>
            {name === undefined ? path : <Link href={runbookPath(name)}>{path}</Link>}
          </li>
        ))}
        {more > 0 && <li>{importText.lockedMore(more)}</li>}
      </ul>
    </div>
  );
}
