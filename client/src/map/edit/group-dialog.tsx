import { Checkbox, NumberInput, TagsInput, TextInput } from '@mantine/core';
import { addComponent, addGroup, editGroup } from '@holdfast/shared/model/map-commands';
import type { MapContext } from '@holdfast/shared/model/map-write';
import { useMemo, useState } from 'react';
import type * as Y from 'yjs';
import { DialogForm } from '../../incidents/dialog-form.tsx';
import { mapEditText } from '../../ui/text/map-edit.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { idsOf, labelsOf } from './named-choice.ts';
import classes from './map-dialogs.module.css';

const words = mapEditText.group;

/** Says that a component needs some of several. New names become components. */
export function GroupDialog(props: {
  readonly component: string;
  readonly id: string | undefined;
  readonly onClose: () => void;
}) {
  const { component, id, onClose } = props;
  const map = useMap();
  const { change } = useShownMap();
  const labels = useMemo(
    () => labelsOf([...map.components.values()].filter((one) => one.id !== component)),
    [map.components, component],
  );
  const known = id === undefined ? undefined : map.groups.get(id);
  const labelled = (ids: readonly string[] = []) => ids.flatMap((one) => labels.get(one) ?? []);
  const [name, setName] = useState(known?.name ?? '');
  const [members, setMembers] = useState<readonly string[]>(() => labelled(known?.members));
  const [standby, setStandby] = useState<readonly string[]>(() => labelled(known?.standby));
  const [tools, setTools] = useState<readonly string[]>(() => labelled(known?.failoverNeeds));
  const [needs, setNeeds] = useState<number | string>(known?.needs ?? 1);
  const [byHand, setByHand] = useState(known?.failoverByHand ?? false);
  const [beta, setBeta] = useState<number | string>(
    known?.beta === undefined ? '' : known.beta * 100,
  );
  const [problem, setProblem] = useState<string>();
  const of = map.components.get(component);
  if (of === undefined) return null;

  function save(doc: Y.Doc, context: MapContext): string | undefined {
    const made = new Map<string, string>();
    const toIds = (chosen: readonly string[]): readonly string[] => {
      const { ids, added } = idsOf(chosen, labels);
      return [...ids, ...added.flatMap((one) => made.get(one) ?? [])];
    };
    for (const one of new Set(
      [members, standby, tools].flatMap((chosen) => idsOf(chosen, labels).added),
    )) {
      const result = addComponent(doc, { name: one, layer: of?.layer ?? 'software' }, context);
      if (!result.ok) return result.problem;
      made.set(one, result.id);
    }
    const group = {
      name,
      needs: Number(needs),
      members: toIds(members),
      standby: toIds(standby),
      failoverNeeds: toIds(tools),
      failoverByHand: byHand,
      beta: beta === '' ? null : Number(beta) / 100,
    };
    const result =
      id === undefined
        ? addGroup(doc, { component, ...group }, context)
        : editGroup(doc, id, group, context);
    return result.ok ? undefined : result.problem;
  }

  function submit(): void {
    if (members.length < 1 || Number(needs) > members.length || Number(needs) < 1) {
      setProblem(words.impossible(Number(needs), members.length));
      return;
    }
    const refused = change(save);
    if (refused === undefined) onClose();
    else setProblem(refused);
  }

  const edit = <T,>(set: (value: T) => void) => {
    return (value: T): void => {
      set(value);
      setProblem(undefined);
    };
  };
  return (
    <DialogForm
      title={`${words.title}: ${of.name}`}
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
        onChange={edit(setMembers)}
      />
      <div className={classes.fields}>
        <NumberInput
          size="xs"
          label={words.needs}
          description={words.says(Number(needs), members.length)}
          value={needs}
          min={1}
          max={Math.max(1, members.length)}
          allowDecimal={false}
          onChange={edit(setNeeds)}
        />
        <TextInput
          size="xs"
          label={words.name}
          description={words.nameHint}
          value={name}
          autoComplete="off"
          onChange={(event) => edit(setName)(event.currentTarget.value)}
        />
      </div>
      <details className={classes.more} open={(known?.standby.length ?? 0) > 0}>
        <summary>{words.failover}</summary>
        <TagsInput
          size="xs"
          label={words.standby}
          description={words.standbyHint}
          value={[...standby]}
          data={[...members]}
          acceptValueOnBlur
          onChange={edit(setStandby)}
        />
        <TagsInput
          size="xs"
          mt="xs"
          label={words.failoverNeeds}
          description={words.failoverNeedsHint}
          value={[...tools]}
          data={[...labels.values()]}
          limit={50}
          acceptValueOnBlur
          onChange={edit(setTools)}
        />
        <Checkbox
          size="xs"
          mt="sm"
          label={words.byHand}
          checked={byHand}
          onChange={(event) => setByHand(event.currentTarget.checked)}
        />
        <NumberInput
          size="xs"
          mt="sm"
          label={words.beta}
          description={words.betaHint}
          value={beta}
          min={0}
          max={100}
          onChange={edit(setBeta)}
        />
      </details>
    </DialogForm>
  );
}
