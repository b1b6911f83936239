import { Button, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { layers, type MapComponent, type MapValue } from '@holdfast/shared/model/map-value';
import { useMemo, useRef, useState } from 'react';
import { useAnnounce } from '../../app/announcer.tsx';
import type { MapDialog } from '../../app/dialogs.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { showNotice } from '../../ui/notice.tsx';
import { mapEditText as words } from '../../ui/text/map-edit.ts';
import { mapText } from '../../ui/text/map.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { type ComponentForm, changeOf, formOf } from './component-form.ts';
import { labelsOf } from './named-choice.ts';
import { type NamedSet, type NamesOf, saveComponent } from './save-component.ts';
import classes from './map-dialogs.module.css';

/** What a dialog may begin with, of the sets. */
const fieldOf = {
  domains: 'domains',
  ownerTeams: 'owners',
  ownerPeople: undefined,
  staff: 'staff',
} as const;

/** Adds a component, or changes one. A name is enough. */
export function ComponentDialog(props: {
  readonly id: string | undefined;
  readonly neededBy: string | undefined;
  /** Where to begin; at the name where absent. */
  readonly field: Extract<MapDialog, { kind: 'map-component' }>['field'];
  readonly onClose: () => void;
}) {
  const { id, neededBy, onClose } = props;
  const map = useMap();
  const { change, store } = useShownMap();
  const announce = useAnnounce();
  const [before, setBefore] = useState(() =>
    formOf(id === undefined ? undefined : map.components.get(id)),
  );
  const [form, setForm] = useState(before);
  const [labels, setLabels] = useState<Partial<Record<NamedSet, readonly string[]>>>({});
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const begins = (at: typeof props.field) =>
    props.field === at ? { 'data-autofocus': true } : undefined;
  const [seen, setSeen] = useState(() => namesOf(map));
  const names = useMemo(() => namesOf(map, seen), [map, seen]);
  const systems = useMemo(
    () => [...new Set([...map.components.values()].map((one) => one.system))].filter(Boolean),
    [map.components],
  );
  const same = useMemo(() => sameNamed(map, form.name, id), [map, form.name, id]);
  const needing = neededBy === undefined ? undefined : map.components.get(neededBy);
  const set = (part: Partial<ComponentForm>): void => {
    setForm({ ...form, ...part });
    setProblem(undefined);
  };

  function submit(goOn: boolean): void {
    // Checked first: what is refused must not leave half of it behind.
    const checked = changeOf(before, form);
    if (form.name.trim() === '' || !checked.ok) {
      setProblem(checked.ok ? words.nameNeeded : checked.problem);
      field.current?.focus();
      return;
    }
    const refused = change((doc, context) =>
      saveComponent(doc, context, { id, neededBy, before, form, labels, names }),
    );
    if (refused !== undefined) {
      setProblem(refused);
      return;
    }
    // It went in all the same, and the field that said so is gone.
    if (id === undefined && same !== undefined) showNotice(words.addedSame(form.name.trim()));
    if (!goOn) {
      onClose();
      return;
    }
    announce(words.added(form.name));
    const next = formOf(undefined);
    setBefore(next);
    setForm({ ...next, layer: form.layer, system: form.system });
    setLabels({});
    // With what was just named for the first time.
    setSeen(namesOf(store.get()));
    field.current?.focus();
  }

  const chosen = (key: NamedSet) =>
    labels[key] ?? form[key].flatMap((one) => names[key].get(one) ?? []);
  const sets = (key: NamedSet, label: string, hint = '') => (
    <TagsInput
      size="xs"
      label={label}
      description={hint || undefined}
      value={[...chosen(key)]}
      data={[...names[key].values()]}
      onChange={(value) => {
        setLabels({ ...labels, [key]: value });
        setProblem(undefined);
      }}
      clearButtonProps={{ 'aria-hidden': true }}
      acceptValueOnBlur
      // Where it has the focus from the start, no list opens in front of the rest.
      openOnFocus={props.field === undefined || fieldOf[key] !== props.field}
      {...(fieldOf[key] === undefined ? {} : begins(fieldOf[key]))}
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
        {...begins(undefined)}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <p className={classes.hint} role="status">
        {same === undefined ? '' : words.sameName(same.name, mapText.layer[same.layer])}
      </p>
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
        <TextInput
          size="xs"
          label={words.system}
          description={words.systemHint}
          value={form.system}
          list={systemsId}
          autoComplete="off"
          onChange={(event) => set({ system: event.currentTarget.value })}
        />
      </div>
      <datalist id={systemsId}>
        {systems.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </datalist>
      {sets('domains', words.domains, words.domainsHint)}
      <div className={classes.fields}>
        {sets('ownerTeams', words.ownerTeams)}
        {sets('ownerPeople', words.ownerPeople)}
      </div>
      {form.layer === 'people' && sets('staff', words.staff, words.staffHint)}
      <MoreFields
        form={form}
        isOpen={id !== undefined}
        atObjective={props.field === 'objective'}
        set={set}
      />
    </DialogForm>
  );
}

/** Another component that is called so. */
function sameNamed(map: MapValue, name: string, id: string | undefined): MapComponent | undefined {
  const wanted = name.trim().toLowerCase();
  if (wanted === '') return undefined;
  return [...map.components.values()].find(
    (one) =>
      one.id !== id && [one.name, ...one.aliases].some((called) => called.toLowerCase() === wanted),
  );
}

const systemsId = 'map-systems';

/** @param seen names that stand for the same things as before, whatever those are called now */
function namesOf(map: MapValue, seen?: NamesOf): NamesOf {
  return {
    domains: labelsOf(map.domains.values(), seen?.domains),
    ownerPeople: labelsOf(map.people.values(), seen?.ownerPeople),
    ownerTeams: labelsOf(map.teams.values(), seen?.ownerTeams),
    staff: labelsOf(map.people.values(), seen?.staff),
  };
}

function MoreFields(props: {
  readonly form: ComponentForm;
  readonly isOpen: boolean;
  readonly atObjective: boolean;
  readonly set: (part: Partial<ComponentForm>) => void;
}) {
  const { form, set } = props;
  const text = (key: 'type' | 'tier', label: string, hint: string) => (
    <TextInput
      size="xs"
      label={label}
      description={hint}
      value={form[key]}
      autoComplete="off"
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  );
  const number = (
    key: 'availability' | 'mttf' | 'mttr' | 'objectiveAvailability' | 'rto' | 'rpo',
    label: string,
    begins = false,
  ) => (
    <TextInput
      size="xs"
      label={label}
      value={form[key]}
      inputMode="decimal"
      {...(begins ? { 'data-autofocus': true } : {})}
      autoComplete="off"
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  );

  return (
    <details className={classes.more} open={props.isOpen}>
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
          {number('objectiveAvailability', words.objectiveAvailability, props.atObjective)}
          {number('rto', words.rto)}
          {number('rpo', words.rpo)}
        </div>
      </fieldset>
    </details>
  );
}
