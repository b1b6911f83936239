import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import {
  addComponent,
  addDomain,
  connect,
  editComponent,
} from '@holdfast/shared/model/map-commands';
import { addPerson, addTeam } from '@holdfast/shared/model/map-people-commands';
import { layers } from '@holdfast/shared/model/map-value';
import type { MapContext } from '@holdfast/shared/model/map-write';
import { useMemo, useRef, useState } from 'react';
import type * as Y from 'yjs';
import { useAnnounce } from '../../app/announcer.tsx';
import { Button } from '@mantine/core';
import { DialogForm } from '../../incidents/dialog-form.tsx';
import { mapEditText as words } from '../../ui/text/map-edit.ts';
import { mapText } from '../../ui/text/map.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { type ComponentForm, changeOf, formOf } from './component-form.ts';
import { idsOf, labelsOf } from './named-choice.ts';
import classes from './map-dialogs.module.css';

type SetField = 'domains' | 'ownerPeople' | 'ownerTeams' | 'staff';

/** Adds a component, or changes one. A name is enough. */
export function ComponentDialog(props: {
  readonly id: string | undefined;
  readonly neededBy: string | undefined;
  readonly onClose: () => void;
}) {
  const { id, neededBy, onClose } = props;
  const map = useMap();
  const { change } = useShownMap();
  const announce = useAnnounce();
  const [before, setBefore] = useState(() =>
    formOf(id === undefined ? undefined : map.components.get(id)),
  );
  const [form, setForm] = useState(before);
  const [labels, setLabels] = useState<Partial<Record<SetField, readonly string[]>>>({});
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const names = useMemo(
    () => ({
      domains: labelsOf(map.domains.values()),
      people: labelsOf(map.people.values()),
      teams: labelsOf(map.teams.values()),
    }),
    [map],
  );
  const systems = useMemo(
    () => [...new Set([...map.components.values()].map((one) => one.system))].filter(Boolean),
    [map.components],
  );
  const needing = neededBy === undefined ? undefined : map.components.get(neededBy);
  const set = (part: Partial<ComponentForm>): void => {
    setForm({ ...form, ...part });
    setProblem(undefined);
  };

  /** Everything in one step: also the domains, people and teams that are named for the first time. */
  function save(doc: Y.Doc, context: MapContext): string | undefined {
    const sets: Partial<Record<SetField, readonly string[]>> = {};
    const kinds = {
      domains: [names.domains, (name: string) => addDomain(doc, { name }, context)],
      ownerPeople: [names.people, (name: string) => addPerson(doc, { name }, context)],
      ownerTeams: [names.teams, (name: string) => addTeam(doc, { name }, context)],
      staff: [names.people, (name: string) => addPerson(doc, { name }, context)],
    } as const;
    const made = new Map<string, string>();
    for (const key of ['domains', 'ownerPeople', 'ownerTeams', 'staff'] as const) {
      const chosen = labels[key];
      if (chosen === undefined) continue;
      const [known, add] = kinds[key];
      const { ids, added } = idsOf(chosen, known);
      const all = [...ids];
      for (const name of added) {
        const once = `${key === 'staff' ? 'ownerPeople' : key}/${name}`;
        const result = made.has(once) ? undefined : add(name);
        if (result?.ok === false) return result.problem;
        if (result !== undefined) made.set(once, result.id);
        const newId = made.get(once);
        if (newId !== undefined) all.push(newId);
      }
      sets[key] = all;
    }
    const wanted = changeOf(before, { ...form, ...sets });
    if (!wanted.ok) return wanted.problem;
    if (id !== undefined) {
      const edited = editComponent(doc, id, wanted.change, context);
      return edited.ok ? undefined : edited.problem;
    }
    const added = addComponent(doc, { ...wanted.change, name: form.name }, context);
    if (!added.ok) return added.problem;
    if (neededBy === undefined) return undefined;
    const connected = connect(doc, neededBy, added.id, {}, context);
    return connected.ok ? undefined : connected.problem;
  }

  function submit(goOn: boolean): void {
    // Checked first: what is refused must not leave half of it behind.
    const checked = changeOf(before, form);
    if (form.name.trim() === '' || !checked.ok) {
      setProblem(checked.ok ? words.nameNeeded : checked.problem);
      field.current?.focus();
      return;
    }
    const refused = change(save);
    if (refused !== undefined) {
      setProblem(refused);
      return;
    }
    if (!goOn) {
      onClose();
      return;
    }
    announce(words.added(form.name));
    const next = formOf(undefined);
    setBefore(next);
    setForm({ ...next, layer: form.layer, system: form.system });
    setLabels({});
    field.current?.focus();
  }

  const chosen = (key: SetField, known: ReadonlyMap<string, string>) =>
    labels[key] ?? form[key].flatMap((one) => known.get(one) ?? []);
  const sets = (key: SetField, known: ReadonlyMap<string, string>, label: string, hint = '') => (
    <TagsInput
      size="xs"
      label={label}
      description={hint || undefined}
      value={[...chosen(key, known)]}
      data={[...known.values()]}
      onChange={(value) => {
        setLabels({ ...labels, [key]: value });
        setProblem(undefined);
      }}
      clearButtonProps={{ 'aria-hidden': true }}
      acceptValueOnBlur
    />
  );
  const text = (key: 'type' | 'system' | 'tier', label: string, hint: string) => (
    <TextInput
      size="xs"
      label={label}
      description={hint}
      value={form[key]}
      list={key === 'system' ? systemsId : undefined}
      autoComplete="off"
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  );
  const number = (
    key: 'availability' | 'mttf' | 'mttr' | 'objectiveAvailability' | 'rto' | 'rpo',
    label: string,
  ) => (
    <TextInput
      size="xs"
      label={label}
      value={form[key]}
      inputMode="decimal"
      autoComplete="off"
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  );

  return (
    <DialogForm
      title={
        id !== undefined
          ? words.editTitle(before.name)
          : needing === undefined
            ? words.addTitle
            : words.neededBy(needing.name)
      }
      submit={id === undefined ? words.add : words.save}
      cancel={words.cancel}
      problem={problem}
      texts={[form.name, form.description]}
      shared={`${before.name} ${before.description}`}
      extra={
        id === undefined && (
          <Button size="xs" variant="default" onClick={() => submit(true)}>
            {words.addAnother}
          </Button>
        )
      }
      onSubmit={() => submit(false)}
      onClose={onClose}
    >
      <TextInput
        ref={field}
        label={words.name}
        description={words.nameHint}
        value={form.name}
        maxLength={200}
        autoComplete="off"
        data-autofocus
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={classes.fields}>
        <NativeSelect
          size="xs"
          label={words.layer}
          value={form.layer}
          data={layers.map((one) => ({ value: one, label: mapText.layer[one] }))}
          onChange={(event) => {
            const layer = layers.find((one) => one === event.currentTarget.value);
            if (layer !== undefined) set({ layer });
          }}
        />
        {text('system', words.system, words.systemHint)}
      </div>
      <datalist id={systemsId}>
        {systems.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      {sets('domains', names.domains, words.domains, words.domainsHint)}
      <div className={classes.fields}>
        {sets('ownerTeams', names.teams, words.ownerTeams)}
        {sets('ownerPeople', names.people, words.ownerPeople)}
      </div>
      {form.layer === 'people' && sets('staff', names.people, words.staff, words.staffHint)}
      <details className={classes.more} open={id !== undefined}>
        <summary>{words.more}</summary>
        <div className={classes.fields}>
          {text('type', words.type, words.typeHint)}
          {text('tier', words.tier, words.tierHint)}
        </div>
        <Textarea
          size="xs"
          label={words.description}
          value={form.description}
          autosize
          minRows={2}
          maxRows={8}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <div className={classes.fields}>
          <TagsInput
            size="xs"
            label={words.tags}
            value={[...form.tags]}
            onChange={(tags) => set({ tags })}
            acceptValueOnBlur
          />
          <TagsInput
            size="xs"
            label={words.aliases}
            description={words.aliasesHint}
            value={[...form.aliases]}
            onChange={(aliases) => set({ aliases })}
            acceptValueOnBlur
          />
        </div>
        <fieldset className={classes.group}>
          <legend>{words.failing}</legend>
          <p className={classes.hint}>{words.failingHint}</p>
          <div className={classes.fields}>
            {number('availability', words.availability)}
            {number('mttf', words.mttf)}
            {number('mttr', words.mttr)}
          </div>
        </fieldset>
        <fieldset className={classes.group}>
          <legend>{words.objective}</legend>
          <div className={classes.fields}>
            {number('objectiveAvailability', words.objectiveAvailability)}
            {number('rto', words.rto)}
            {number('rpo', words.rpo)}
          </div>
        </fieldset>
      </details>
    </DialogForm>
  );
}

const systemsId = 'map-systems';
