import { ActionIcon, Alert, Button, VisuallyHidden } from '@mantine/core';
import { dueOf } from '@holdfast/shared/drilling/due';
import { limits } from '@holdfast/shared/model/meta';
import type { PlanProjection } from '@holdfast/shared/model/projection';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { drillPath } from '../../app/routes.ts';
import titleClasses from '../../runbooks/editor/title-field.module.css';
import { Moment } from '../../ui/moment.tsx';
import { showProblem } from '../../ui/notice.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { useDays, useDrillBook } from '../drill-book.ts';
import { DrillViews } from '../drills-frame.tsx';
import { dueDay, DueMark } from './due-mark.tsx';
import { usePlanFacts, useShownPlan, type PlanFacts } from './plan-context.ts';
import { HistoryPart } from './plan-history.tsx';
import { PeoplePart } from './plan-people.tsx';
import { ScopePart } from './plan-scope.tsx';
import { StepsPart } from './plan-steps.tsx';
import { MeasuresPart, WhatPart } from './plan-what.tsx';
import { WhenPart } from './plan-when.tsx';
import { useDraft } from './use-draft.ts';
import { usePlanActions } from './use-plan-actions.ts';
import classes from './plan-page.module.css';
import { WhyNot, Writes } from '../../access/writes.tsx';

const words = drillPlansText.plan;
const icon = { size: 15, 'aria-hidden': true } as const;

/** A plan of drills, written by everybody at once. There is nothing to save: what is typed is kept. */
export function PlanPage() {
  const { open } = useShownPlan();
  const plan = usePlanFacts(open.doc);
  usePageTitle(plan.title);
  /** Fields that hold words which choose nothing, and why. */
  const [unsettled, setUnsettled] = useState<ReadonlyMap<string, string>>(new Map());
  const onUnsettled = useCallback(
    (part: string, problem: string | undefined): void =>
      setUnsettled((before) => {
        const next = new Map(before);
        if (problem === undefined) next.delete(part);
        else next.set(part, problem);
        return next;
      }),
    [],
  );
  return (
    <div className={classes.page}>
      <div className={classes.views}>
        <DrillViews at="plans" isOfOne />
      </div>
      <WhyNot operation="edit" doc={open.name} />
      <Header plan={plan} unsettled={[...unsettled.values()][0]} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Writes operation="edit" doc={open.name} isSaid>
            <WhatPart plan={plan} />
            <StepsPart plan={plan} />
          </Writes>
          <MeasuresPart scenario={plan.scenario} />
        </div>
        <div className={classes.column}>
          <Writes operation="edit" doc={open.name} isSaid>
            <WhenPart plan={plan} />
            <ScopePart plan={plan} onUnsettled={onUnsettled} />
            <PeoplePart plan={plan} />
          </Writes>
          <HistoryPart name={open.name} />
        </div>
      </div>
    </div>
  );
}

function Header(props: {
  readonly plan: PlanFacts;
  /** Why it cannot be started as it stands: a field holds words that choose nothing. */
  readonly unsettled: string | undefined;
}) {
  const { plan, unsettled } = props;
  const { open, set } = useShownPlan();
  const { name } = open;
  const { archive, restore, start } = usePlanActions();
  const [busy, setBusy] = useState(false);
  const title = useDraft(plan.title, (text) => set({ title: text }));
  const projection = useMemo<PlanProjection>(() => ({ ...plan, kind: 'plan', text: '' }), [plan]);
  const book = useDrillBook();
  const days = useDays();
  const due = useMemo(
    () => dueOf({ name, plan: projection }, book?.drills ?? [], days),
    [name, projection, book, days],
  );
  const [running] = due.running;

  async function begin(): Promise<void> {
    // Else it would start without what was meant.
    if (unsettled !== undefined) return showProblem(words.startFailed, unsettled);
    // The steps of a long text take seconds to read.
    setBusy(true);
    await start(name);
    setBusy(false);
    return undefined;
  }

  return (
    <header className={classes.header}>
      <VisuallyHidden component="h1">{plan.title}</VisuallyHidden>
      <div className={classes.titleRow}>
        <Writes operation="edit" doc={name} isSaid>
          <input
            className={titleClasses.title}
            dir="auto"
            aria-label={words.title}
            aria-invalid={title.problem !== undefined}
            value={title.shown}
            maxLength={limits.titleLength}
            autoComplete="off"
            onChange={(event) => title.change(event.currentTarget.value)}
            onBlur={title.leave}
            onKeyDown={(event) => {
              if (event.key === 'Enter') title.leave();
            }}
          />
          <UndoButtons />
          {plan.archived ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArchiveOff {...icon} />}
              onClick={() => restore(name, plan.title)}
            >
              {words.restore}
            </Button>
          ) : (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArchive {...icon} />}
              onClick={() => archive(name, plan.title)}
            >
              {words.archive}
            </Button>
          )}
        </Writes>
        {running === undefined ? (
          <Writes operation="append" doc="drill:new" isSaid>
            <Button
              size="xs"
              leftSection={<IconPlayerPlay {...icon} />}
              loading={busy}
              onClick={() => void begin()}
            >
              {words.start}
            </Button>
          </Writes>
        ) : (
          <Button
            component={Link}
            href={drillPath(running)}
            size="xs"
            leftSection={<IconPlayerPlay {...icon} />}
          >
            {words.goOn}
          </Button>
        )}
      </div>
      {title.problem !== undefined && (
        <p className={classes.problem} role="alert">
          {title.problem}
        </p>
      )}
      <p className={classes.status}>
        <DueMark state={due.state} />
        <span>{dueDay(due, days.today)}</span>
        {due.missed > 1 && <span>{drillPlansText.due.missed(due.missed)}</span>}
        {plan.changedAtMs > 0 && (
          <span>
            {words.changed(plan.changedBy)} <Moment atMs={plan.changedAtMs} />
          </span>
        )}
      </p>
      {plan.archived && (
        <Alert p="xs" color="gray" className={classes.note}>
          {words.archivedNote}
        </Alert>
      )}
    </header>
  );
}

/** Takes back what was done here, step by step; what others did meanwhile stays. */
function UndoButtons() {
  const { undoManager } = useShownPlan();
  const [state, setState] = useState({ canUndo: false, canRedo: false });
  useEffect(() => {
    const tell = () => setState({ canUndo: undoManager.canUndo(), canRedo: undoManager.canRedo() });
    undoManager.on('stack-item-added', tell);
    undoManager.on('stack-item-popped', tell);
    return () => {
      undoManager.off('stack-item-added', tell);
      undoManager.off('stack-item-popped', tell);
    };
  }, [undoManager]);
  return (
    <>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={words.undo}
        disabled={!state.canUndo}
        onClick={() => undoManager.undo()}
      >
        <IconArrowBackUp size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={words.redo}
        disabled={!state.canRedo}
        onClick={() => undoManager.redo()}
      >
        <IconArrowForwardUp size={18} aria-hidden="true" />
      </ActionIcon>
    </>
  );
}
