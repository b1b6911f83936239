import { TextInput } from '@mantine/core';
import { useId } from 'react';

/** Somebody's name, as one types it; names that are known are offered. */
export function PersonField(props: {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly onChange: (value: string) => void;
}) {
  const list = useId();
  return (
    <>
      <TextInput
        label={props.label}
        value={props.value}
        data-autofocus
        list={list}
        autoComplete="off"
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      <datalist id={list}>
        {props.names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}
