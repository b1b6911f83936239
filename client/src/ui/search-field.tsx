import { TextInput } from '@mantine/core';
import classes from './search-field.module.css';

/** The field that narrows a list by words. */
export function SearchField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (query: string) => void;
}) {
  return (
    <TextInput
      size="xs"
      type="search"
      className={classes.search}
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
