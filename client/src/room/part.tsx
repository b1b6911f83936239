import { ActionIcon, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { incidentsText } from '../ui/text/incidents.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import classes from './details.module.css';

/** A part of what holds in an incident, under its heading. */
export function Part(props: {
  readonly title: string;
  /** What it can be gone to by. */
  readonly place?: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      className={classes.part}
      aria-label={props.title}
      data-part={props.place}
      tabIndex={props.place === undefined ? undefined : -1}
    >
      <h2 className={classes.heading}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** A line that adds to a part; it stays while what was typed is refused. */
export function AddLine(props: {
  readonly label: string;
  readonly onAdd: (text: string) => boolean;
}) {
  const [text, setText] = useState('');
  const { submit: check, warning } = useSecretCheck([text], () => {
    if (text.trim() !== '' && props.onAdd(text)) setText('');
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
  }
  return (
    <>
      {warning}
      <form className={classes.add} onSubmit={submit}>
        <TextInput
          size="xs"
          className={classes.addField}
          aria-label={props.label}
          placeholder={props.label}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ActionIcon
          type="submit"
          size={30}
          variant="default"
          aria-label={`${props.label}: ${incidentsText.details.add}`}
        >
          <IconPlus size={15} aria-hidden="true" />
        </ActionIcon>
      </form>
    </>
  );
}
