import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { deleteMapItem, restoreMapItem } from '@holdfast/shared/model/map-commands';
import { addLeave, editLeave } from '@holdfast/shared/model/map-people-commands';
import type { Leave } from '@holdfast/shared/model/map-value';
import { useMay } from '../../access/use-may.ts';
import { Writes } from '../../access/writes.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { showNotice } from '../../ui/notice.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import type { AskedLevel } from './coverage.ts';
import { type Day, spanWords } from './days.ts';
import { gapsBroughtBy, gapWarnings } from './leave-model.ts';
import { byName } from './matrix-model.ts';
import classes from './leave.module.css';

const words = mapPeopleText.leave;

/** Plans a leave, or changes one; says before it is saved for what nobody would be there. */
export function LeaveDialog(props: {
  readonly leave?: Leave;
  /** Who it is about where it is a new one. */
  readonly person?: string;
  readonly level: AskedLevel;
  readonly today: Day;
  readonly onClose: () => void;
}) {
  const { leave, level, today, onClose } = props;
  const map = useMap();
  const { change, attempt } = useShownMap();
  const may = useMay('edit', 'map');
  const people = useMemo(() => [...map.people.values()].toSorted(byName), [map.people]);
  const [person, setPerson] = useState(leave?.person ?? props.person ?? people[0]?.id ?? '');
  const [from, setFrom] = useState(leave?.from ?? today);
  const [to, setTo] = useState(leave?.to ?? today);
  const [note, setNote] = useState(leave?.note ?? '');
  const [problem, setProblem] = useState<string>();
  const isReversed = from !== '' && to !== '' && from > to;
  const warnings = useMemo(() => {
    // The leave as it stands must not count beside what it becomes.
    const others = new Map([...map.leaves].filter(([id]) => id !== leave?.id));
    return gapWarnings(gapsBroughtBy({ ...map, leaves: others }, level, { person, from, to }));
  }, [map, leave, level, person, from, to]);

  function save(): void {
    const result = change((doc, context) =>
      leave === undefined
        ? addLeave(doc, { person, from, to, note }, context)
        : editLeave(doc, leave.id, { from, to, note }, context),
    );
    if (result.ok) onClose();
    else setProblem(result.problem);
  }

  function remove({ id }: Leave): void {
    const done = attempt((doc, context) => deleteMapItem(doc, 'leaves', id, context));
    if (done === undefined) return;
    onClose();
    showNotice(words.removed, {
      label: words.undo,
      run: () => attempt((doc, context) => restoreMapItem(doc, 'leaves', id, context)),
    });
  }

  return (
    <DialogForm
      title={leave === undefined ? words.add : may.ok ? words.edit : words.see}
      submit={words.save}
      cancel={words.cancel}
      problem={problem}
      disabled={!may.ok || person === '' || from === '' || to === '' || isReversed}
      texts={[note]}
      shared={leave?.note ?? ''}
      extra={
        leave !== undefined && (
          <Writes operation="edit" doc="map" isSaid>
            <Button size="xs" variant="subtle" color="red" onClick={() => remove(leave)}>
              {words.remove}
            </Button>
          </Writes>
        )
      }
      onSubmit={save}
      onClose={onClose}
    >
      <Writes operation="edit" doc="map">
        <NativeSelect
          label={words.person}
          value={person}
          disabled={leave !== undefined}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
        <Group mt="sm" grow align="flex-start">
          <TextInput
            type="date"
            label={words.from}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={words.to}
            value={to}
            error={isReversed ? words.wrongDays : undefined}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </Group>
        <TextInput
          mt="sm"
          label={words.note}
          value={note}
          autoComplete="off"
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Writes>
      <div className={classes.would} role="status">
        {isReversed || person === '' ? null : warnings.length === 0 ? (
          words.wouldBringNothing
        ) : (
          <>
            <strong className={classes.wouldTitle}>{words.wouldBring}</strong>
            <ul className={classes.list}>
              {warnings.slice(0, 8).map((gap) => (
                <li key={`${gap.from} ${gap.to} ${gap.people.join(' ')}`} dir="auto">
                  {spanWords(gap.from, gap.to, today)}: {words.nobody(level)}{' '}
                  {gap.components
                    .slice(0, 5)
                    .map((id) => map.components.get(id)?.name ?? id)
                    .join(', ')}
                  {gap.components.length > 5 &&
                    ` ${words.moreComponents(gap.components.length - 5)}`}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </DialogForm>
  );
}
