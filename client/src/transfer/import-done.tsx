import { Button, Group } from '@mantine/core';
import { Link } from 'wouter';
import { noFilter, routeToPath } from '../app/routes.ts';
import { transferText } from '../ui/text/transfer.ts';
import { countGroups, type ImportState } from './import-state.ts';
import classes from './import-page.module.css';

/** What an import came to, and the way back. */
export function ImportDone(props: {
  readonly state: Extract<ImportState, { step: 'done' }>;
  readonly onUndo: () => void;
  readonly onAgain: () => void;
}) {
  const { files, left, failed, undo, kept } = props.state;
  const counts = countGroups(files);
  const title =
    failed.length > 0
      ? transferText.failedTitle
      : left > 0
        ? transferText.stoppedTitle
        : transferText.doneTitle;
  const lines = [
    transferText.doneCounts(counts.new, counts.changed),
    ...(counts.conflict > 0 ? [transferText.conflictsLeft(counts.conflict)] : []),
    ...(left > 0 ? [transferText.left(left)] : []),
    ...(failed.length > 0 ? [transferText.failed(failed.length)] : [transferText.savedWhere]),
  ];
  return (
    <section className={classes.running} aria-label={title}>
      <h2 className={classes.subtitle}>{title}</h2>
      <div role="status">
        {undo === 'undone'
          ? [transferText.undone, ...(kept > 0 ? [transferText.undoneBut(kept)] : [])].map(
              (line) => <p key={line}>{line}</p>,
            )
          : lines.map((line) => <p key={line}>{line}</p>)}
      </div>
      <Group gap="xs">
        <Button component={Link} href={routeToPath({ page: 'runbooks', filter: noFilter })}>
          {transferText.toRunbooks}
        </Button>
        <Button variant="default" onClick={props.onAgain}>
          {transferText.again}
        </Button>
        {(undo === 'possible' || undo === 'busy') && (
          <Button variant="default" loading={undo === 'busy'} onClick={props.onUndo}>
            {transferText.undo}
          </Button>
        )}
      </Group>
      {undo === 'possible' && <p className={classes.note}>{transferText.undoLead}</p>}
    </section>
  );
}
