import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { matchPeople } from '@holdfast/shared/transfer/match-people';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { mapGitText } from '../../ui/text/map-git.ts';
import { labelsOf } from '../edit/named-choice.ts';
import { useMap } from '../map-context.tsx';
import { byPeoplesOrder } from '../name-order.ts';
import {
  apart,
  type Corrections,
  described,
  joined,
  keptApart,
  linked,
  separable,
} from './corrections.ts';
import type { Found, GitLog } from './use-git-log.ts';
import { matchWords, type WhoRow } from './who-rows.ts';
import classes from './git.module.css';

const words = mapGitText.edit;
/** Ids of the map are never empty, nor do they begin with a space. */
const asFound = ' as found';

/** One of those who are in a log: called what, a program or not, one with whom, who on the map. */
export function WhoDialog(props: {
  readonly row: WhoRow;
  readonly found: Found;
  readonly onChange: GitLog['change'];
  readonly onClose: () => void;
}) {
  const { row, found, onClose } = props;
  const { person } = row;
  const map = useMap();
  const [name, setName] = useState(person.name);
  const [bot, setBot] = useState(person.bot);
  const before = row.match.kind === 'known' && row.match.by === 'choice' ? row.match.id : asFound;
  const [onMap, setOnMap] = useState(before);
  const [problem, setProblem] = useState<string>();
  const people = useMemo(() => {
    const labels = [...labelsOf(map.people.values())].map(([value, label]) => ({ value, label }));
    return labels.toSorted((a, b) => byPeoplesOrder(a.label, b.label));
  }, [map.people]);
  // Whom they are found as where nobody says anything.
  const [unsaid] = useMemo(() => matchPeople(map, [person]), [map, person]);

  function change(make: (now: Corrections, of: Found) => Corrections): void {
    props.onChange(make);
    onClose();
  }

  function save(): void {
    const called = name.trim();
    if (called === '') {
      setProblem(words.noName);
      return;
    }
    if (called === person.name && bot === person.bot && onMap === before) {
      onClose();
      return;
    }
    change((now, { identities }) => {
      const link = onMap === asFound ? undefined : onMap;
      const next = onMap === before ? now : linked(now, person, link);
      return called === person.name && bot === person.bot
        ? next
        : described(next, identities, row.at, { name: called, bot });
    });
  }

  return (
    <DialogForm
      title={person.name}
      submit={words.save}
      cancel={words.cancel}
      problem={problem}
      onSubmit={save}
      onClose={onClose}
    >
      <TextInput
        label={words.name}
        value={name}
        data-autofocus
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        mt="sm"
        label={words.onMap}
        value={onMap}
        disabled={bot}
        data={[
          {
            value: asFound,
            label: words.asFound(unsaid === undefined ? '' : matchWords(map, unsaid)),
          },
          { value: '', label: words.nobody },
          ...people,
        ]}
        onChange={(event) => setOnMap(event.currentTarget.value)}
      />
      <Checkbox
        mt="sm"
        label={words.bot}
        checked={bot}
        onChange={(event) => setBot(event.currentTarget.checked)}
      />
      {person.names.length > 1 && (
        <section className={classes.section}>
          <h3>{words.names}</h3>
          <p dir="auto">{person.names.join(', ')}</p>
        </section>
      )}
      <SameAs row={row} found={found} onChange={change} />
      <Apart row={row} onChange={change} />
    </DialogForm>
  );
}

function SameAs(props: {
  readonly row: WhoRow;
  readonly found: Found;
  readonly onChange: GitLog['change'];
}) {
  const { row, found } = props;
  if (row.unsure.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>{words.sameAs}</h3>
      <ul>
        {row.unsure.map(({ a, b, why }) => {
          const at = a === row.at ? b : a;
          const other = found.identities.people[at];
          if (other === undefined) return null;
          const pair = [row.at, at];
          return (
            <li key={`${at} ${why}`}>
              <span dir="auto">
                {other.name} &lt;{other.email}&gt;: {words.unsure[why]}
              </span>
              <Group gap="xs">
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() =>
                    props.onChange((now, { identities }) => joined(now, identities, pair))
                  }
                >
                  {words.one(other.name)}
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() =>
                    props.onChange((now, { identities }) => keptApart(now, identities, pair))
                  }
                >
                  {words.two(other.name)}
                </Button>
              </Group>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Apart({ row, onChange }: { readonly row: WhoRow; readonly onChange: GitLog['change'] }) {
  const { person } = row;
  const addresses = separable(person);
  const [theirs, setTheirs] = useState<readonly string[]>([]);
  const [name, setName] = useState('');
  const isAll = theirs.length === addresses.length;
  return (
    <section className={classes.section}>
      <h3>{words.apart}</h3>
      {addresses.length === 0 ? (
        <p>{words.oneAddress}</p>
      ) : (
        <>
          <Checkbox.Group label={words.apartHint} value={[...theirs]} onChange={setTheirs}>
            {addresses.map((one) => (
              <Checkbox key={one} mt={6} value={one} label={one} />
            ))}
          </Checkbox.Group>
          {theirs.length > 0 && (
            <Group mt="xs" gap="xs" align="end">
              <TextInput
                label={words.apartName}
                value={name}
                placeholder={person.name}
                autoComplete="off"
                description={isAll ? words.apartAll : undefined}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button
                variant="default"
                disabled={isAll}
                onClick={() =>
                  onChange((now, { identities }) =>
                    apart(now, identities, {
                      person: row.at,
                      emails: theirs,
                      name: name.trim() === '' ? person.name : name.trim(),
                    }),
                  )
                }
              >
                {words.apartDo}
              </Button>
            </Group>
          )}
        </>
      )}
    </section>
  );
}
