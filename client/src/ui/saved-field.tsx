import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';

/** A field that is saved when it is left; what is refused stays in it. */
export function SavedField(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly className?: string | undefined;
  readonly value: string;
  readonly long?: boolean;
  readonly onSave: (text: string) => Promise<boolean>;
}) {
  const [draft, setDraft] = useState<string>();

  async function commit(): Promise<void> {
    if (draft === undefined || draft === props.value) return setDraft(undefined);
    if (await props.onSave(draft)) setDraft(undefined);
  }

  const common = {
    size: 'xs',
    className: props.className ?? '',
    'aria-label': props.label,
    placeholder: props.placeholder,
    value: draft ?? props.value,
    autoComplete: 'off',
    onBlur: () => void commit(),
  } as const;
  if (props.long === true) {
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void commit();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}
