import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { localDay } from '@holdfast/shared/model/local-day';
import {
  excludeScenario,
  restoreExclusion,
  takeBackExclusion,
} from '@holdfast/shared/model/map-exclusions';
import type { Cell } from '@holdfast/shared/readiness/cell';
import { useState } from 'react';
import { Link } from 'wouter';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { addDays } from '../../map/people/days.ts';
import { namedDocument } from '../../sync/named-document.ts';
import { showNotice, showProblem } from '../../ui/notice.tsx';
import { coverageText } from '../../ui/text/coverage.ts';
import { newPlanPathOf } from '../plans/new-plan.ts';
import { durationOrUnknown, scoreWords } from './figure-words.ts';
import { scenarioName } from './scenario-name.ts';
import { StateMark } from './state-mark.tsx';
import { type ShownReadiness, useExclusionChange } from './use-readiness.ts';
import classes from './coverage-page.module.css';
import { Writes } from '../../access/writes.tsx';

const words = coverageText.cell;
const usualDays = 180;

/** What shows that a component recovers from a scenario, and what can be done about it. */
export function CellDialog(props: {
  readonly component: string;
  readonly scenario: string;
  readonly cell: Cell;
  readonly shown: ShownReadiness;
  readonly onClose: () => void;
}) {
  const { component, scenario, cell, shown, onClose } = props;
  const change = useExclusionChange();
  const [leavingOut, setLeavingOut] = useState(false);
  const name = shown.map.components.get(component)?.name ?? component;
  const { exclusion } = cell;
  const isLeftOut = cell.state === 'not-applicable';

  function takeBack(): void {
    const result = change((doc) => takeBackExclusion(doc, component, scenario));
    if (!result.ok) {
      showProblem(coverageText.failed, result.problem);
      return;
    }
    showNotice(words.takenBack, {
      label: words.undo,
      run: () => {
        if (exclusion !== undefined) change((doc) => restoreExclusion(doc, exclusion));
      },
    });
    onClose();
  }

  if (leavingOut) return <LeaveOutDialog {...props} name={name} />;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${name}: ${scenarioName(scenario)}`}
      size="lg"
      yOffset="8vh"
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <p className={classes.line}>
        <StateMark state={cell.state} /> {coverageText.stateHints[cell.state]}
      </p>
      <p className={classes.line}>
        {cell.isRequired ? words.score(scoreWords(cell.score) ?? '') : words.notRequired}{' '}
        {words.interval(cell.intervalDays)}
      </p>
      {exclusion !== undefined && (
        <p className={classes.line} dir="auto">
          {isLeftOut
            ? words.leftOut(exclusion.until, exclusion.by, exclusion.reason)
            : words.wasLeftOut(exclusion.until, exclusion.reason)}
        </p>
      )}
      <h3 className={classes.small}>{words.evidence}</h3>
      {cell.evidence.length === 0 ? (
        <p className={classes.line}>{words.noEvidence}</p>
      ) : (
        <ul className={classes.evidence}>
          {cell.evidence.map((one) => (
            <li key={`${one.document} ${one.atMs}`}>
              <Link
                href={namedDocument(one.document, undefined).href ?? ''}
                className={classes.link}
                dir="auto"
              >
                {one.title}
              </Link>{' '}
              {[
                localDay(one.atMs),
                words[one.outcome],
                ...(one.isTalk ? [words.talk] : []),
                words.attainment[one.attainment],
                words.measured(
                  durationOrUnknown(one.recoverySeconds),
                  durationOrUnknown(one.dataLossSeconds),
                ),
              ].join(', ')}
              <br />
              <span className={classes.dim}>
                {words.formula(
                  one.worth.toFixed(2),
                  one.freshness.toFixed(2),
                  one.value.toFixed(2),
                )}
                {one.isCounted && <strong> ({words.counts})</strong>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Group justify="flex-end" gap="xs" mt="md">
        <Writes operation="edit" doc="map">
          {isLeftOut ? (
            <Button size="xs" variant="default" onClick={takeBack}>
              {words.takeBack}
            </Button>
          ) : (
            <Button size="xs" variant="default" onClick={() => setLeavingOut(true)}>
              {words.leaveOut}
            </Button>
          )}
        </Writes>
        <Button
          size="xs"
          component={Link}
          href={newPlanPathOf({ scenario, components: [component] })}
        >
          {words.plan}
        </Button>
      </Group>
    </Modal>
  );
}

function LeaveOutDialog(props: {
  readonly component: string;
  readonly scenario: string;
  readonly name: string;
  readonly cell: Cell;
  readonly shown: ShownReadiness;
  readonly onClose: () => void;
}) {
  const { component, scenario, name, cell, shown, onClose } = props;
  const change = useExclusionChange();
  const { today } = shown.at;
  const [until, setUntil] = useState(() => addDays(today, usualDays));
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();

  function submit(): void {
    const said = { component, scenario, until, reason };
    const result = change((doc, context) => excludeScenario(doc, said, context));
    if (!result.ok) {
      setProblem(result.problem);
      return;
    }
    const before = cell.exclusion;
    showNotice(words.leftOutDone(until), {
      label: words.undo,
      run: () => {
        change((doc) => {
          takeBackExclusion(doc, component, scenario);
          if (before !== undefined) restoreExclusion(doc, before);
        });
      },
    });
    onClose();
  }

  return (
    <DialogForm
      title={`${words.leaveOut}: ${name}, ${scenarioName(scenario)}`}
      submit={words.save}
      cancel={words.cancel}
      problem={problem}
      texts={[reason]}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={classes.line}>{words.leaveOutLead}</p>
      <TextInput
        mt="sm"
        type="date"
        label={words.until}
        value={until}
        min={today}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        label={words.reason}
        value={reason}
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
