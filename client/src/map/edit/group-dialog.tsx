import { Checkbox, NumberInput, TagsInput, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { mapEditText } from '../../ui/text/map-edit.ts';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { useMap, useShownMap } from '../map-context.tsx';
import { idsOf, labelsOf } from './named-choice.ts';
import { type GroupForm, groupFormOf, saveGroup } from './save-group.ts';
import classes from './map-dialogs.module.css';

const words = mapEditText.group;
const none: readonly string[] = [];
/** The rest of the form stays in sight, and long names are read whole. */
const short = {
  maxDropdownHeight: 150,
  classNames: { option: classes.option, pill: classes.chosen },
};

/** Says that a component needs some of several. New names become components. */
export function GroupDialog(props: {
  readonly component: string;
  readonly id: string | undefined;
  /** Id of a component that a new group begins with, in place of the dependency on it. */
  readonly member?: string | undefined;
  /** Of several that need `member`: each gets the group. */
  readonly needers?: readonly string[] | undefined;
  readonly isFailover: boolean;
  readonly onClose: () => void;
}) {
  const { component, id, onClose } = props;
  const map = useMap();
  const { change } = useShownMap();
  const needers = id === undefined ? (props.needers ?? none) : none;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(needers));
  const others = useMemo(() => {
    const own = new Set([component, ...needers]);
    return [...map.components.values()].filter((one) => !own.has(one.id));
  }, [map.components, component, needers]);
  const [seen] = useState(() => labelsOf(others));
  const labels = useMemo(() => labelsOf(others, seen), [others, seen]);
  const [before] = useState(() =>
    groupFormOf(id === undefined ? undefined : map.groups.get(id), seen),
  );
  const [form, setForm] = useState(() => {
    const first = props.member === undefined ? undefined : seen.get(props.member);
    return id === undefined && first !== undefined ? { ...before, members: [first] } : before;
  });
  const { members } = form;
  const needs = Number(form.needs);
  const [problem, setProblem] = useState<string>();
  const [isChoosing, setIsChoosing] = useState(false);
  const [isInstead, setInstead] = useState(true);
  const of = map.components.get(component);
  const targets =
    needers.length > 1
      ? needers.filter((one) => chosen.has(one) && map.components.has(one))
      : [component];
  const memberIds = idsOf(members, labels).ids;
  const alone = [...new Set(targets.flatMap((one) => neededAlone(map, one, memberIds)))];
  if (of === undefined) return null;

  function submit(): void {
    if (of === undefined) return;
    if (members.length < 2 || needs > members.length || needs < 1) {
      setProblem(words.impossible(needs, members.length));
      return;
    }
    if (targets.length === 0) {
      setProblem(words.noNeeder);
      return;
    }
    const layer = map.components.get(props.member ?? '')?.layer ?? of.layer;
    const refused = change((doc, context) =>
      saveGroup(doc, context, {
        id,
        components: targets,
        layer,
        before,
        form,
        labels,
        instead: isInstead ? alone : [],
      }),
    );
    if (refused === undefined) onClose();
    else setProblem(refused);
  }

  const set = (part: Partial<GroupForm>): void => {
    setForm({ ...form, ...part });
    setProblem(undefined);
  };
  return (
    <DialogForm
      title={
        needers.length > 1
          ? words.besideTitle(map.components.get(props.member ?? '')?.name ?? '')
          : `${words.title}: ${of.name}`
      }
      submit={words.save}
      cancel={mapEditText.cancel}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TagsInput
        label={words.members}
        description={words.membersHint}
        value={[...members]}
        data={[...labels.values()]}
        limit={50}
        acceptValueOnBlur
        data-autofocus
        // It has the focus from the start: what can be chosen comes with the first letter.
        openOnFocus={false}
        dropdownOpened={isChoosing}
        onDropdownOpen={() => setIsChoosing(true)}
        onDropdownClose={() => setIsChoosing(false)}
        onSearchChange={(search) => {
          if (search !== '') setIsChoosing(true);
        }}
        {...short}
        onChange={(value) => set({ members: value })}
      />
      {needers.length > 1 && (
        <fieldset className={classes.group}>
          <legend>{words.needers}</legend>
          <div className={classes.choices}>
            {needers.map((one) => (
              <Checkbox
                key={one}
                size="xs"
                label={map.components.get(one)?.name ?? one}
                checked={chosen.has(one)}
                onChange={({ currentTarget: { checked } }) => {
                  const next = new Set(chosen);
                  if (checked) next.add(one);
                  else next.delete(one);
                  setChosen(next);
                  setProblem(undefined);
                }}
              />
            ))}
          </div>
        </fieldset>
      )}
      <div className={classes.fields}>
        <NumberInput
          size="xs"
          label={words.needs}
          description={words.says(needs, members.length)}
          value={form.needs}
          min={1}
          max={Math.max(1, members.length)}
          // What cannot be is said when it is saved, and not changed to what nobody meant.
          clampBehavior="none"
          allowDecimal={false}
          onChange={(value) => set({ needs: value === '' ? '' : Number(value) })}
        />
        <TextInput
          size="xs"
          label={words.name}
          description={words.nameHint}
          value={form.name}
          autoComplete="off"
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
      </div>
      {alone.length > 0 && (
        <Checkbox
          size="xs"
          label={mapEditText.beside.instead(
            alone.map((one) => map.components.get(one)?.name ?? one).join(', '),
          )}
          description={mapEditText.beside.insteadHint}
          checked={isInstead}
          onChange={(event) => setInstead(event.currentTarget.checked)}
        />
      )}
      <details className={classes.more} open={props.isFailover || before.standby.length > 0}>
        <summary>{words.failover}</summary>
        <TagsInput
          size="xs"
          label={words.standby}
          description={words.standbyHint}
          value={[...form.standby]}
          data={[...members]}
          {...short}
          acceptValueOnBlur
          onChange={(standby) => set({ standby })}
        />
        <TagsInput
          size="xs"
          mt="xs"
          label={words.failoverNeeds}
          description={words.failoverNeedsHint}
          value={[...form.failoverNeeds]}
          {...short}
          data={[...labels.values()]}
          limit={50}
          acceptValueOnBlur
          onChange={(failoverNeeds) => set({ failoverNeeds })}
        />
        <Checkbox
          size="xs"
          mt="sm"
          label={words.byHand}
          checked={form.failoverByHand}
          onChange={(event) => set({ failoverByHand: event.currentTarget.checked })}
        />
        <NumberInput
          size="xs"
          mt="sm"
          label={words.beta}
          description={words.betaHint}
          value={form.beta}
          min={0}
          max={100}
          onChange={(value) => set({ beta: value === '' ? '' : Number(value) })}
        />
      </details>
    </DialogForm>
  );
}

/** Those that a component needs (hard) by themselves. */
function neededAlone(
  map: MapValue,
  component: string,
  members: readonly string[],
): readonly string[] {
  const needed = new Set(
    [...map.dependencies.values()]
      .filter(({ from, kind }) => from === component && kind === 'hard')
      .map(({ to }) => to),
  );
  return members.filter((member) => needed.has(member));
}
