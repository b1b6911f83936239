import { Menu, UnstyledButton } from '@mantine/core';
import { useLocation } from 'wouter';
import type { Person } from '../hub/client-api.ts';
import { distinctInitials } from '../ui/initials.ts';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { shellText } from '../ui/text/shell.ts';
import { useProjections } from './hub-context.tsx';
import { placeInWords } from './place.ts';
import { onePerDevice, onePerPlace } from './tabs-of-people.ts';
import classes from './people-menu.module.css';

const shownAvatars = 4;
const words = shellText.people;

/** Avatars at the top, names and places in the menu, a click goes there. */
export function PeopleMenu(props: { readonly people: readonly Person[] }) {
  const { people } = props;
  const letters = distinctInitials(people.map(({ name }) => name));
  const persons = onePerDevice(people);
  return (
    <Menu position="bottom-end" width={280} shadow="md">
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={words.some(persons.length)}>
          {persons.slice(0, shownAvatars).map((person) => (
            <span key={person.id} className={classes.slot} title={person.name || words.unnamed}>
              <PersonAvatar
                name={person.name}
                color={person.color}
                letters={letters.get(person.name)}
              />
            </span>
          ))}
          {persons.length > shownAvatars && (
            <span className={classes.more} aria-hidden="true">
              +{persons.length - shownAvatars}
            </span>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <Menu.Label>{words.goWhere(persons.length)}</Menu.Label>
        {onePerPlace(people).map((person) => (
          <PersonItem key={person.id} person={person} letters={letters.get(person.name)} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonItem(props: { readonly person: Person; readonly letters: string | undefined }) {
  const { person, letters } = props;
  const projections = useProjections();
  const [, setPath] = useLocation();
  const name = person.name || words.unnamed;
  const place = placeInWords(person.path, projections);
  const path = person.path;
  return (
    <Menu.Item
      leftSection={<PersonAvatar name={person.name} color={person.color} letters={letters} />}
      disabled={path === undefined}
      onClick={() => {
        if (path !== undefined) setPath(path);
      }}
      aria-label={words.goTo(name, place)}
    >
      <span className={classes.name}>{name}</span>
      <span className={classes.place}>{place}</span>
    </Menu.Item>
  );
}
