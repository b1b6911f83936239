import { Select } from '@mantine/core';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import type { FilterSelectProps } from './list-filters.tsx';
import classes from './list-toolbar.module.css';

/** One of the list's filters: any, or one of many values. */
export function FilterSelect(props: FilterSelectProps) {
  return (
    <Select
      size="xs"
      className={classes.select}
      aria-label={props.label}
      placeholder={props.placeholder}
      value={props.value === '' ? null : props.value}
      data={[...props.data]}
      searchable
      clearable
      limit={200}
      nothingFoundMessage={runbooksLateText.nothingFound}
      maxDropdownHeight={320}
      comboboxProps={{ shadow: 'md' }}
      clearButtonProps={{ 'aria-label': `${props.label}: ${props.placeholder}` }}
      onChange={(value) => props.onChange(value ?? '')}
    />
  );
}
