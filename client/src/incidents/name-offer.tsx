import { Button, TextInput } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { showNotice } from '../ui/notice.tsx';
import { roomText } from '../ui/text/incident-room.ts';
import { takeRolesAlong } from './take-roles-along.ts';
import { useShownIncident } from './incident-context.tsx';
import { useNameDeclined } from './use-name-offered.ts';
import classes from '../room/room.module.css';

const words = roomText.name;
const mostCharacters = 60;

/** One field for who has not said their name. It takes no focus, and asks for nothing. */
export function NameOffer() {
  const hub = useHub();
  const me = useObservable(hub.me);
  const { name: incident, doc, context } = useShownIncident();
  const [, decline] = useNameDeclined();
  const [text, setText] = useState('');
  const name = text.trim();
  const tooLong = name.length > mostCharacters;

  function keep(event: FormEvent): void {
    event.preventDefault();
    if (name === '' || tooLong) return;
    const before = me.name;
    hub.setMe({ ...me, name });
    takeRolesAlong(doc, before, name, context());
    showNotice(words.kept(name));
  }

  return (
    <form className={classes.notice} onSubmit={keep}>
      <span className={classes.noticeWords}>
        <IconUserQuestion size={16} aria-hidden="true" />
        <span>{words.offer(me.name)}</span>
      </span>
      <TextInput
        size="xs"
        aria-label={words.field}
        placeholder={words.field}
        autoComplete="name"
        value={text}
        error={tooLong && words.tooLong(mostCharacters)}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="compact-sm" variant="default" type="submit" disabled={name === '' || tooLong}>
        {words.keep}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => decline(incident)}>
        {words.notNow}
      </Button>
    </form>
  );
}
