import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { SearchField } from '../ui/search-field.tsx';
import classes from './search-row.module.css';

interface SearchRowProps<Choice extends string> {
  readonly search: { readonly label: string; readonly value: string };
  readonly onSearch: (value: string) => void;
  readonly choices: {
    readonly label: string;
    readonly value: Choice;
    readonly of: readonly { readonly value: Choice; readonly label: string }[];
  };
  readonly onChoose: (value: Choice) => void;
  /** What else narrows the list, or is done with it. */
  readonly children?: ReactNode;
}

/** What narrows a list: words to search for, and one choice of a few. */
export function SearchRow<Choice extends string>(props: SearchRowProps<Choice>) {
  const { search, choices } = props;
  return (
    <div className={classes.tools}>
      <SearchField label={search.label} value={search.value} onChange={props.onSearch} />
      <NativeSelect
        size="xs"
        aria-label={choices.label}
        value={choices.value}
        data={choices.of}
        onChange={({ currentTarget: { value } }) => {
          const chosen = choices.of.find((one) => one.value === value);
          if (chosen !== undefined) props.onChoose(chosen.value);
        }}
      />
      {props.children}
    </div>
  );
}
