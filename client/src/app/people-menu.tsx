import { Menu, UnstyledButton } from '@mantine/core';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { Person } from '../hub/client-api.ts';
import { isGuestName } from '../hub/guest-name.ts';
import { isColorChosen } from '../settings/chosen-color.ts';
import { distinctInitials } from '../ui/initials.ts';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { shellText } from '../ui/text/shell.ts';
import { useHub, useObservable, useProjections } from './hub-context.tsx';
import { placeInWords } from './place.ts';
import { onePerDevice, onePerPlace } from './tabs-of-people.ts';
import { yieldedColor } from './yielded-color.ts';
import classes from './people-menu.module.css';

const shownAvatars = 4;
const words = shellText.people;

/** Avatars at the top, names and places in the menu, a click goes there. */
export function PeopleMenu(props: { readonly people: readonly Person[] }) {
  const { people } = props;
  const letters = distinctInitials(people.map(({ name }) => name));
  const persons = onePerDevice(people);
  useOwnColor(people);
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

/** The colour of a guest who chose none becomes another where somebody here has the same. */
function useOwnColor(people: readonly Person[]): void {
  const hub = useHub();
  const me = useObservable(hub.me);
  useEffect(() => {
    if (!isGuestName(me.name) || isColorChosen(hub.device)) return;
    const { device } = hub.entryContext().actor;
    const color = yieldedColor(me.color, device, people);
    if (color !== undefined) hub.setMe({ ...me, color });
  }, [hub, me, people]);
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
      // What is disabled takes no focus, and with none inside Escape closes nothing.
      {...(path === undefined
        ? { 'aria-disabled': true, className: classes.nowhere }
        : { onClick: () => setPath(path) })}
      aria-label={words.goTo(name, place)}
    >
      <span className={classes.name}>{name}</span>
      <span className={classes.place}>{place}</span>
    </Menu.Item>
  );
}
