import { ActionIcon, Alert, Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { addDomain, deleteMapItem, editDomain } from '@holdfast/shared/model/map-commands';
import { type DomainKind, domainKinds } from '@holdfast/shared/model/map-value';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { mapEditText } from '../../ui/text/map-edit.ts';
import { mapText } from '../../ui/text/map.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import classes from './map-dialogs.module.css';

const words = mapEditText.newDomain;

/** What fails together: named, of a kind, one within another. */
export function DomainsDialog(props: { readonly onClose: () => void }) {
  const map = useMap();
  const { change, attempt } = useShownMap();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<DomainKind>('zone');
  const [parent, setParent] = useState('');
  const [problem, setProblem] = useState<string>();
  const domains = [...map.domains.values()];
  const parents = [
    { value: '', label: words.none },
    ...domains.map((one) => ({ value: one.id, label: one.name })),
  ];
  const kinds = domainKinds.map((one) => ({ value: one, label: mapText.domainKind[one] }));
  const kindFrom = (value: string): DomainKind =>
    domainKinds.find((one) => one === value) ?? 'other';

  function add(event: FormEvent): void {
    event.preventDefault();
    const result = change((doc, context) =>
      addDomain(doc, { name, kind, ...(parent === '' ? {} : { parent }) }, context),
    );
    setProblem(result.ok ? undefined : result.problem);
    if (result.ok) setName('');
  }

  return (
    <Modal opened onClose={props.onClose} title={words.title} size="lg" yOffset="8vh">
      <p className={classes.hint}>{words.lead}</p>
      <form onSubmit={add}>
        <div className={classes.fields}>
          <TextInput
            size="xs"
            label={words.name}
            value={name}
            autoComplete="off"
            data-autofocus
            onChange={(event) => {
              setName(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
          <NativeSelect
            size="xs"
            label={words.kind}
            value={kind}
            data={kinds}
            onChange={(event) => setKind(kindFrom(event.currentTarget.value))}
          />
          <NativeSelect
            size="xs"
            label={words.parent}
            value={parent}
            data={parents}
            onChange={(event) => setParent(event.currentTarget.value)}
          />
          <Button
            size="xs"
            type="submit"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            disabled={name.trim() === ''}
          >
            {words.add}
          </Button>
        </div>
      </form>
      {problem !== undefined && (
        <Alert color="red" p="xs" role="alert">
          {problem}
        </Alert>
      )}
      <ul className={classes.list} aria-label={words.title}>
        {domains.map((one) => (
          <li key={one.id} className={classes.row}>
            <span className={classes.rowName} dir="auto">
              {one.name}
            </span>
            <NativeSelect
              size="xs"
              aria-label={words.kindOf(one.name)}
              value={one.kind}
              data={kinds}
              onChange={(event) => {
                const next = kindFrom(event.currentTarget.value);
                attempt((doc, context) => editDomain(doc, one.id, { kind: next }, context));
              }}
            />
            <NativeSelect
              size="xs"
              aria-label={words.parentOf(one.name)}
              value={one.parent ?? ''}
              data={parents.filter(({ value }) => value !== one.id)}
              onChange={(event) => {
                const next = event.currentTarget.value || null;
                attempt((doc, context) => editDomain(doc, one.id, { parent: next }, context));
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={words.delete(one.name)}
              title={words.delete(one.name)}
              onClick={() =>
                attempt((doc, context) => deleteMapItem(doc, 'domains', one.id, context))
              }
            >
              <IconTrash size={16} />
            </ActionIcon>
          </li>
        ))}
        {domains.length === 0 && <li className={classes.hint}>{words.empty}</li>}
      </ul>
    </Modal>
  );
}
