import { PasswordInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { lockText } from '../ui/text/lock.ts';
import { shortestPassphrase } from './data-key.ts';

const words = lockText.settings;

export interface NewPassphrase {
  readonly first: string;
  readonly again: string;
}

/** What is wrong with it, by the field; nothing where it can be taken. */
function problemsOf({ first, again }: NewPassphrase): {
  readonly first?: string;
  readonly again?: string;
} {
  if (first.length < shortestPassphrase) return { first: words.tooShort(shortestPassphrase) };
  return first === again ? {} : { again: words.differs };
}

/** The state of the two fields, and what to say of them once somebody wanted to go on. */
export function useNewPassphrase() {
  const [value, setValue] = useState<NewPassphrase>({ first: '', again: '' });
  const [isTried, setTried] = useState(false);
  const problems = problemsOf(value);
  return {
    value,
    problems: isTried ? problems : {},
    change(next: Partial<NewPassphrase>) {
      setValue((last) => ({ ...last, ...next }));
    },
    /** True where it can be taken. */
    check(): boolean {
      setTried(true);
      return Object.keys(problems).length === 0;
    },
  };
}

/** A new passphrase, typed twice. */
export function NewPassphraseFields(props: {
  readonly typed: ReturnType<typeof useNewPassphrase>;
  readonly label?: string;
  /** They are what was asked for, and get the focus. */
  readonly isFirst?: boolean;
}) {
  const { value, problems, change } = props.typed;
  const field = useRef<HTMLInputElement>(null);
  const { isFirst = false } = props;
  useEffect(() => {
    if (isFirst) field.current?.focus();
  }, [isFirst]);
  return (
    <>
      <PasswordInput
        label={props.label ?? lockText.screen.passphrase}
        description={words.passphraseHint(shortestPassphrase)}
        autoComplete="new-password"
        ref={field}
        value={value.first}
        error={problems.first && <span role="alert">{problems.first}</span>}
        onChange={(event) => change({ first: event.currentTarget.value })}
      />
      <PasswordInput
        label={words.again}
        autoComplete="new-password"
        value={value.again}
        error={problems.again && <span role="alert">{problems.again}</span>}
        onChange={(event) => change({ again: event.currentTarget.value })}
      />
    </>
  );
}
