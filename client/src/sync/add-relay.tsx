import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useHub } from '../app/hub-context.tsx';
import { readRelayAddress } from '../hub/relay-address.ts';
import { syncText } from '../ui/text/sync.ts';
import classes from './relay-list.module.css';

/** Adds a relay to this device's list by its address. */
export function AddRelay(props: { readonly known: readonly string[] }) {
  const hub = useHub();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();

  function submit(event: FormEvent): void {
    event.preventDefault();
    const read = readRelayAddress(typed);
    if (!read.ok) return setProblem(syncText.addressProblems[read.problem]);
    if (props.known.includes(read.address)) return setProblem(syncText.addressKnown);
    hub.addRelay(read.address);
    setTyped('');
    return setProblem(undefined);
  }

  return (
    <form className={classes.add} onSubmit={submit}>
      <TextInput
        size="xs"
        inputMode="url"
        autoComplete="off"
        aria-label={syncText.addressLabel}
        placeholder={syncText.addressPlaceholder}
        value={typed}
        error={problem}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit" size="xs" variant="default">
        {syncText.addRelay}
      </Button>
    </form>
  );
}
