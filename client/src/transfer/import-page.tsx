import { Button, Group, Loader, Progress } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ConflictChoice } from '@holdfast/shared/transfer/plan-import';
import { noFilter, routeToPath } from '../app/routes.ts';
import { importText } from '../ui/text/import.ts';
import { transferText } from '../ui/text/transfer.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { ChooseSource } from './choose-source.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { ImportDone } from './import-done.tsx';
import { filesToRun, hasImageConflict, type ImportState, isLeft } from './import-state.ts';
import { PlanList } from './plan-list.tsx';
import { useImport } from './use-import.ts';
import classes from './import-page.module.css';
import { ReadOnlyNote } from '../access/read-only-note.tsx';
import { useMay } from '../access/use-may.ts';

type Choices = ReadonlyMap<string, ConflictChoice>;

/** Brings Markdown files in: what is chosen, what would happen, and what happened. */
export function ImportPage() {
  usePageTitle(transferText.title);
  const { state, run, transfer, again } = useImport();
  const [choices, setChoices] = useState<Choices>(new Map());
  const [compared, setCompared] = useState<string>();
  const may = useMay('edit', 'runbook:new');
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{transferText.title}</h1>
      {!may.ok && <ReadOnlyNote why={may.why} />}
      {state.step === 'choose' && may.ok && (
        <ChooseSource
          problem={state.problem}
          onSource={(source) => {
            setChoices(new Map());
            void run.read(source);
          }}
        />
      )}
      {state.step === 'reading' && (
        <p role="status" className={classes.reading}>
          <Loader size="xs" aria-hidden="true" /> {importText.reading}
        </p>
      )}
      {state.step === 'plan' && (
        <PlanList
          files={state.files}
          choices={choices}
          onChoice={(paths, choice) => setChoices((last) => chosen(last, paths, choice))}
          onCompare={setCompared}
        >
          <StartImport
            count={filesToRun(state.files, choices).length}
            hasLeft={state.files.some((file) => isLeft(file) || hasImageConflict(file))}
            onStart={() => void run.start(choices)}
            onCancel={again}
          />
        </PlanList>
      )}
      {state.step === 'running' && <Running state={state} onStop={run.stop} />}
      {state.step === 'done' && (
        <ImportDone state={state} onUndo={() => void run.undo()} onAgain={again} />
      )}
      <CompareDialog path={compared} transfer={transfer} onClose={() => setCompared(undefined)} />
    </div>
  );
}

function chosen(last: Choices, paths: readonly string[], choice: ConflictChoice | undefined) {
  const next = new Map(last);
  for (const path of paths) {
    if (choice === undefined) next.delete(path);
    else next.set(path, choice);
  }
  return next;
}

function StartImport(props: {
  readonly count: number;
  /** Some wait for somebody to do something. */
  readonly hasLeft: boolean;
  readonly onStart: () => void;
  readonly onCancel: () => void;
}) {
  return (
    <div className={classes.bar}>
      {props.count === 0 && (
        <span className={classes.note}>
          {props.hasLeft ? importText.nothingYet : importText.nothingToDo}
        </span>
      )}
      <Group gap="xs" className={classes.buttons}>
        <Button variant="default" onClick={props.onCancel}>
          {importText.cancel}
        </Button>
        {props.count === 0 ? (
          <Button component={Link} href={routeToPath({ page: 'runbooks', filter: noFilter })}>
            {importText.toRunbooks}
          </Button>
        ) : (
          <Button onClick={props.onStart}>{importText.start(props.count)}</Button>
        )}
      </Group>
    </div>
  );
}

function Running(props: {
  readonly state: Extract<ImportState, { step: 'running' }>;
  readonly onStop: () => void;
}) {
  const { done, total, stopping } = props.state;
  const words = importText.running(done, total);
  return (
    <section className={classes.running}>
      <p role="status">{stopping ? importText.stopping : words}</p>
      <Progress value={total === 0 ? 100 : (done / total) * 100} aria-label={words} />
      <p className={classes.note}>{importText.goesOn}</p>
      <Button variant="default" w="fit-content" disabled={stopping} onClick={props.onStop}>
        {importText.stop}
      </Button>
    </section>
  );
}
