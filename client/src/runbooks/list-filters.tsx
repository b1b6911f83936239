import { TextInput } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useProjections } from '../app/hub-context.tsx';
import { lazyScreen } from '../app/lazy-screen.tsx';
import classes from './list-toolbar.module.css';

export interface FilterSelectProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly data: readonly (string | { readonly value: string; readonly label: string })[];
  readonly onChange: (value: string) => void;
}

/** Choosing from many takes more code than all the rest of the list. */
const OpenSelect = lazyScreen(
  async () => (await import('./filter-select.tsx')).FilterSelect,
  ClosedSelect,
);

/** One of the list's filters. Until the list is there it only says what it is set to. */
export function FilterSelect(props: FilterSelectProps) {
  const isListed = useProjections() !== undefined;
  return isListed ? <OpenSelect {...props} /> : <ClosedSelect {...props} />;
}

function ClosedSelect(props: FilterSelectProps) {
  const { value } = props;
  const known = props.data.find((one) => typeof one !== 'string' && one.value === value);
  return (
    <TextInput
      size="xs"
      className={classes.select}
      classNames={{ input: classes.closed }}
      aria-label={props.label}
      placeholder={props.placeholder}
      value={typeof known === 'object' ? known.label : value}
      rightSection={<IconSelector size={14} aria-hidden="true" />}
      disabled
    />
  );
}
