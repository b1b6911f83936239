import { Textarea, TextInput } from '@mantine/core';
import type { HTMLInputTypeAttribute } from 'react';
import { useDraft } from './use-draft.ts';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Keeps it, or says why it cannot be kept. */
  readonly save: (text: string) => string | undefined;
}

/** A line that is kept as one types. */
export function LineField(
  props: FieldProps & {
    readonly most?: number;
    readonly type?: HTMLInputTypeAttribute;
    readonly choices?: readonly string[];
    /** Told of each change before it is kept. */
    readonly onType?: (text: string) => void;
    readonly placeholder?: string;
  },
) {
  const { label, hint, value, save, most, type, choices = [], onType, placeholder } = props;
  const draft = useDraft(value, save);
  const list = `${label.toLowerCase().replace(/\W+/g, '-')}-choices`;
  return (
    <>
      <TextInput
        size="sm"
        label={label}
        description={hint}
        placeholder={placeholder}
        value={draft.shown}
        error={draft.problem}
        {...(most === undefined ? {} : { maxLength: most })}
        {...(type === undefined ? {} : { type })}
        {...(choices.length === 0 ? {} : { list })}
        dir="auto"
        autoComplete="off"
        onChange={(event) => {
          draft.change(event.currentTarget.value);
          onType?.(event.currentTarget.value);
        }}
        onBlur={draft.leave}
      />
      {choices.length > 0 && (
        <datalist id={list}>
          {choices.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}

/** Several lines that are kept as one types. */
export function ProseField(props: FieldProps & { readonly most: number }) {
  const { label, hint, value, save, most } = props;
  const draft = useDraft(value, save);
  return (
    <Textarea
      size="sm"
      label={label}
      description={hint}
      value={draft.shown}
      error={draft.problem}
      maxLength={most}
      autosize
      minRows={2}
      maxRows={14}
      dir="auto"
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={draft.leave}
    />
  );
}
