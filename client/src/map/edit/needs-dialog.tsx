import { ActionIcon, Alert, Autocomplete, Button, Modal, NativeSelect } from '@mantine/core';
import { addComponent, connect, disconnect } from '@holdfast/shared/model/map-commands';
import { type DependencyKind, dependencyKinds } from '@holdfast/shared/model/map-value';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useMemo, useState } from 'react';
import { deleteMapItem } from '@holdfast/shared/model/map-commands';
import { useDialogs } from '../../app/dialogs.tsx';
import { mapEditText } from '../../ui/text/map-edit.ts';
import { mapText } from '../../ui/text/map.ts';
import { groupName } from '../group-name.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { BesideGroup } from './beside-group.tsx';
import { idsOf, labelsOf } from './named-choice.ts';
import classes from './map-dialogs.module.css';

const words = mapEditText.needs;

/** What a component needs: seen, added and taken away, without a mouse. */
export function NeedsDialog(props: {
  readonly id: string;
  /** What is chosen already. */
  readonly to: string | undefined;
  readonly onClose: () => void;
}) {
  const { id, onClose } = props;
  const map = useMap();
  const { change, attempt } = useShownMap();
  const { show } = useDialogs();
  const component = map.components.get(id);
  const labels = useMemo(
    () => labelsOf([...map.components.values()].filter((one) => one.id !== id)),
    [map.components, id],
  );
  const [other, setOther] = useState(() => labels.get(props.to ?? '') ?? '');
  const [isOffering, setIsOffering] = useState(false);
  const [kind, setKind] = useState<DependencyKind>('hard');
  const [problem, setProblem] = useState<string>();
  if (component === undefined) return null;
  const { ids, added } = idsOf(other.trim() === '' ? [] : [other], labels);
  const [isNew] = added;
  const needs = [...map.dependencies.values()].filter(({ from }) => from === id);
  const groups = [...map.groups.values()].filter((group) => group.component === id);

  function add(event: FormEvent): void {
    event.preventDefault();
    const refused = change((doc, context) => {
      let [to] = ids;
      if (isNew !== undefined) {
        const made = addComponent(doc, { name: isNew }, context);
        if (!made.ok) return made.problem;
        to = made.id;
      }
      if (to === undefined) return mapEditText.nameNeeded;
      const connected = connect(doc, id, to, { kind }, context);
      return connected.ok ? undefined : connected.problem;
    });
    setProblem(refused);
    setIsOffering(false);
    if (refused === undefined) setOther('');
  }

  return (
    <Modal opened onClose={onClose} title={words.title(component.name)} size="lg" yOffset="8vh">
      <form onSubmit={add}>
        <div className={classes.fields}>
          <Autocomplete
            size="xs"
            label={words.other}
            description={words.otherHint}
            value={other}
            data={[...labels.values()]}
            limit={50}
            data-autofocus
            // Names are only offered while somebody types: they would cover what it needs already.
            openOnFocus={false}
            dropdownOpened={isOffering}
            onDropdownOpen={() => setIsOffering(true)}
            onDropdownClose={() => setIsOffering(false)}
            onChange={(value) => {
              setOther(value);
              setProblem(undefined);
            }}
          />
          <NativeSelect
            size="xs"
            label={words.kind}
            value={kind}
            data={dependencyKinds.map((one) => ({ value: one, label: mapText.kind[one] }))}
            onChange={(event) => {
              const next = dependencyKinds.find((one) => one === event.currentTarget.value);
              if (next !== undefined) setKind(next);
            }}
          />
          <Button
            size="xs"
            type="submit"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            disabled={other.trim() === ''}
          >
            {isNew === undefined ? words.add : words.createAndAdd(isNew)}
          </Button>
        </div>
      </form>
      {problem !== undefined && (
        <Alert color="red" p="xs" role="alert">
          {problem}
        </Alert>
      )}
      <ul className={classes.list} aria-label={words.title(component.name)}>
        {needs.map((one) => {
          const name = map.components.get(one.to)?.name ?? one.to;
          return (
            <li key={one.id} className={classes.row}>
              <span className={classes.rowName} dir="auto">
                {name}
              </span>
              <NativeSelect
                size="xs"
                aria-label={words.kindOf(name)}
                value={one.kind}
                data={dependencyKinds.map((each) => ({
                  value: each,
                  label: mapText.kind[each],
                }))}
                onChange={(event) => {
                  const next = dependencyKinds.find((each) => each === event.currentTarget.value);
                  if (next === undefined) return;
                  attempt((doc, context) => connect(doc, id, one.to, { kind: next }, context));
                }}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={words.remove(name)}
                title={words.remove(name)}
                onClick={() => attempt((doc, context) => disconnect(doc, id, one.to, context))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </li>
          );
        })}
        {needs.length === 0 && <li className={classes.hint}>{words.empty}</li>}
      </ul>
      <h3 className={classes.heading}>{words.groups}</h3>
      <p className={classes.hint}>{words.groupsLead}</p>
      <BesideGroup component={id} />
      <ul className={classes.list} aria-label={words.groups}>
        {groups.map((group) => {
          const name = groupName(map, group);
          return (
            <li key={group.id} className={classes.row}>
              <span className={classes.rowName} dir="auto">
                {name}
              </span>
              <span className={classes.hint}>
                {mapEditText.group.says(group.needs, group.members.length)}
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={words.editGroup(name)}
                title={words.editGroup(name)}
                onClick={() => show({ kind: 'map-group', component: id, id: group.id })}
              >
                <IconPencil size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={words.deleteGroup(name)}
                title={words.deleteGroup(name)}
                onClick={() =>
                  attempt((doc, context) => deleteMapItem(doc, 'groups', group.id, context))
                }
              >
                <IconTrash size={16} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => show({ kind: 'map-group', component: id })}
      >
        {words.addGroup}
      </Button>
    </Modal>
  );
}
