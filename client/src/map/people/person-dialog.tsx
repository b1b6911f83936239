import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { deleteMapItem, restoreMapItem } from '@holdfast/shared/model/map-commands';
import { addPerson, addTeam, editPerson } from '@holdfast/shared/model/map-people-commands';
import type { MapPerson } from '@holdfast/shared/model/map-value';
import { useMay } from '../../access/use-may.ts';
import { Writes } from '../../access/writes.tsx';
import { mapPath, pathToRoute } from '../../app/routes.ts';
import { useRoute } from '../../app/use-route.ts';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { showNotice } from '../../ui/notice.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { contactsText, lines, readContacts, readTeams, teamsText } from './person-form.ts';

const words = mapPeopleText.person;

/** Adds a person, or changes one. */
export function PersonDialog(props: { readonly person?: MapPerson; readonly onClose: () => void }) {
  const { person, onClose } = props;
  const map = useMap();
  const { change, attempt } = useShownMap();
  const may = useMay('edit', 'map');
  const [, navigate] = useRoute();
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState(person?.role ?? '');
  const [teams, setTeams] = useState(() => (person === undefined ? '' : teamsText(map, person)));
  const [contacts, setContacts] = useState(() => contactsText(person?.contacts ?? []));
  const [aliases, setAliases] = useState((person?.aliases ?? []).join('\n'));
  const [problem, setProblem] = useState<string>();

  function save(): void {
    const { known, fresh } = readTeams(map, teams);
    const result = change((doc, context) => {
      const ids = [...known];
      for (const one of fresh) {
        const added = addTeam(doc, { name: one }, context);
        if (!added.ok) return added;
        ids.push(added.id);
      }
      const said = {
        name,
        role,
        teams: ids,
        contacts: readContacts(contacts),
        aliases: lines(aliases),
      };
      return person === undefined
        ? addPerson(doc, said, context)
        : editPerson(doc, person.id, said, context);
    });
    if (result.ok) onClose();
    else setProblem(result.problem);
  }

  function remove({ id, name: called }: MapPerson): void {
    const done = attempt((doc, context) => deleteMapItem(doc, 'people', id, context));
    if (done === undefined) return;
    onClose();
    navigate(pathToRoute(mapPath('people'), ''));
    showNotice(words.removed(called), {
      label: words.undo,
      run: () => attempt((doc, context) => restoreMapItem(doc, 'people', id, context)),
    });
  }

  return (
    <DialogForm
      title={person === undefined ? words.add : words.edit}
      submit={person === undefined ? words.create : words.save}
      cancel={words.cancel}
      problem={problem}
      disabled={!may.ok}
      texts={[name, role, contacts]}
      shared={`${person?.name} ${person?.role} ${contactsText(person?.contacts ?? [])}`}
      extra={
        person !== undefined && (
          <Writes operation="edit" doc="map" isSaid>
            <Button size="xs" variant="subtle" color="red" onClick={() => remove(person)}>
              {words.remove}
            </Button>
          </Writes>
        )
      }
      onSubmit={save}
      onClose={onClose}
    >
      <Writes operation="edit" doc="map">
        <TextInput
          label={words.name}
          value={name}
          data-autofocus
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          mt="sm"
          label={words.role}
          description={words.roleHint}
          value={role}
          autoComplete="off"
          onChange={(event) => setRole(event.currentTarget.value)}
        />
        <TextInput
          mt="sm"
          label={words.teams}
          description={words.teamsHint}
          value={teams}
          autoComplete="off"
          onChange={(event) => setTeams(event.currentTarget.value)}
        />
        <Textarea
          mt="sm"
          label={words.contacts}
          description={words.contactsHint}
          value={contacts}
          autosize
          minRows={2}
          maxRows={8}
          onChange={(event) => setContacts(event.currentTarget.value)}
        />
        <Textarea
          mt="sm"
          label={words.aliases}
          description={words.aliasesHint}
          value={aliases}
          autosize
          minRows={1}
          maxRows={6}
          onChange={(event) => setAliases(event.currentTarget.value)}
        />
      </Writes>
    </DialogForm>
  );
}
