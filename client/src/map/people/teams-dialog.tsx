import { ActionIcon, Button, Group, Modal, Text, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { deleteMapItem, restoreMapItem } from '@holdfast/shared/model/map-commands';
import { addTeam, editTeam } from '@holdfast/shared/model/map-people-commands';
import type { MapTeam } from '@holdfast/shared/model/map-value';
import { Link } from 'wouter';
import { useMay } from '../../access/use-may.ts';
import { WhyNot } from '../../access/writes.tsx';
import { routeToPath } from '../../app/routes.ts';
import { reviewSearch } from '../../review/review-model.ts';
import { showNotice } from '../../ui/notice.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { byName } from './matrix-model.ts';
import { contactsText, readContacts } from './person-form.ts';
import classes from './teams-dialog.module.css';

const words = mapPeopleText.teams;

/** The teams of the map; every change is kept at once. */
export function TeamsDialog(props: { readonly onClose: () => void }) {
  const map = useMap();
  const { attempt } = useShownMap();
  const may = useMay('edit', 'map');
  const [name, setName] = useState('');
  const teams = [...map.teams.values()].toSorted(byName);
  const members = new Map<string, number>();
  for (const person of map.people.values()) {
    for (const team of person.teams) members.set(team, (members.get(team) ?? 0) + 1);
  }
  return (
    <Modal opened onClose={props.onClose} title={words.title} size="lg" yOffset="8vh">
      <Text size="sm" c="dimmed">
        {words.lead}
      </Text>
      <WhyNot operation="edit" doc="map" />
      {teams.length === 0 && <p>{words.none}</p>}
      <ul className={classes.list}>
        {teams.map((team) => {
          const about = { team, members: members.get(team.id) ?? 0 };
          return may.ok ? (
            <Team key={team.id} {...about} />
          ) : (
            <li key={team.id} className={classes.team}>
              <span dir="auto">{team.name}</span>
              <span className={classes.lines} dir="auto">
                {contactsText(team.contacts)}
              </span>
              <Members {...about} />
            </li>
          );
        })}
      </ul>
      {may.ok && (
        <form
          className={classes.add}
          onSubmit={(event) => {
            event.preventDefault();
            if (attempt((doc, context) => addTeam(doc, { name }, context))) setName('');
          }}
        >
          <TextInput
            size="xs"
            aria-label={words.name}
            placeholder={words.name}
            value={name}
            data-autofocus
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button size="xs" variant="default" type="submit" disabled={name.trim() === ''}>
            {words.add}
          </Button>
        </form>
      )}
      <Group justify="flex-end" mt="md">
        <Button size="xs" onClick={props.onClose}>
          {words.done}
        </Button>
      </Group>
    </Modal>
  );
}

interface AboutTeam {
  readonly team: MapTeam;
  readonly members: number;
}

function Members({ team, members }: AboutTeam) {
  return (
    <span className={classes.members}>
      {words.members(members)}
      <br />
      <Link
        href={routeToPath({ page: 'review', search: reviewSearch({ team: team.name }) })}
        aria-label={words.reviewOf(team.name)}
      >
        {words.review}
      </Link>
    </span>
  );
}

/** A team, to be changed in its place. */
function Team(props: AboutTeam) {
  const { team } = props;
  const { attempt } = useShownMap();
  const [name, setName] = useState<string>();
  const [contacts, setContacts] = useState<string>();

  function remove(): void {
    const done = attempt((doc, context) => deleteMapItem(doc, 'teams', team.id, context));
    if (done === undefined) return;
    showNotice(mapPeopleText.person.removed(team.name), {
      label: mapPeopleText.person.undo,
      run: () => attempt((doc, context) => restoreMapItem(doc, 'teams', team.id, context)),
    });
  }

  return (
    <li className={classes.team}>
      <TextInput
        size="xs"
        aria-label={words.nameOf(team.name)}
        value={name ?? team.name}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={() => {
          if (name !== undefined)
            attempt((doc, context) => editTeam(doc, team.id, { name }, context));
          setName(undefined);
        }}
      />
      <Textarea
        size="xs"
        autosize
        minRows={1}
        maxRows={5}
        aria-label={words.contactsOf(team.name)}
        placeholder={mapPeopleText.person.contacts}
        value={contacts ?? contactsText(team.contacts)}
        onChange={(event) => setContacts(event.currentTarget.value)}
        onBlur={() => {
          if (contacts !== undefined) {
            const said = readContacts(contacts);
            attempt((doc, context) => editTeam(doc, team.id, { contacts: said }, context));
          }
          setContacts(undefined);
        }}
      />
      <Members team={team} members={props.members} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={words.remove(team.name)}
        onClick={remove}
      >
        <IconTrash size={15} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}
