import { ActionIcon, Textarea } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { incidentsText } from '../ui/text/incidents.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import { ComposerChoices } from './composer-choices.tsx';
import { composerId } from './composer-id.ts';
import { useNoticesAbove } from './use-notices-above.ts';
import { enterTakes, isPreselected, type Choice } from './verb-line.ts';
import classes from './composer.module.css';

const words = incidentsText.composer;

/** Where one writes on a timeline: words, or `/` and a verb, with what can stand next. */
export function ComposerField(props: {
  readonly text: string;
  /** Called with every change; what was said to be wrong is gone then. */
  readonly onChange: (text: string) => void;
  readonly choices: readonly Choice[];
  readonly problem: string | undefined;
  readonly onSend: () => void;
  readonly hint?: string;
  /** Files that were pasted. */
  readonly onFiles?: (files: readonly File[]) => void;
  readonly children?: ReactNode;
}) {
  const { text, choices, problem, onSend, onFiles } = props;
  /** Undefined until somebody moves to a choice. */
  const [chosen, setChosen] = useState<number>();
  const [closedAt, setClosedAt] = useState<string>();
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useNoticesAbove(form);
  const open = choices.length > 0 && closedAt !== text;
  const first = isPreselected(choices) ? 0 : -1;
  const active = Math.min(chosen ?? first, choices.length - 1);

  function change(next: string): void {
    props.onChange(next);
    setChosen(undefined);
  }

  function choose(choice: Choice): void {
    change(choice.text);
    field.current?.focus();
  }

  const { submit: post, warning } = useSecretCheck([text], () => {
    if (text.trim() !== '') onSend();
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const from = event.key === 'ArrowUp' && active < 0 ? 0 : active;
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((from + by + choices.length) % choices.length);
      return;
    }
    const isEnter = event.key === 'Enter' && !event.shiftKey;
    // Tab completes whether or not one was moved to.
    const choice = event.key === 'Tab' ? choices[Math.max(0, active)] : choices[active];
    if (open && choice !== undefined) {
      const takes = event.key === 'Tab' ? !event.shiftKey : isEnter && enterTakes(text, choice);
      if (takes) {
        event.preventDefault();
        choose(choice);
        return;
      }
    }
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      setClosedAt(text);
      return;
    }
    if (isEnter) {
      event.preventDefault();
      post();
    }
  }

  return (
    <form
      ref={form}
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        post();
      }}
    >
      {open && (
        <ComposerChoices listId={listId} choices={choices} active={active} onChoose={choose} />
      )}
      {warning}
      <div className={classes.line}>
        <Textarea
          ref={field}
          id={composerId}
          className={classes.field}
          aria-label={words.label}
          placeholder={words.placeholder}
          value={text}
          error={problem}
          autosize
          minRows={1}
          maxRows={8}
          dir="auto"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open && active >= 0 ? `${listId}-${active}` : undefined}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (onFiles === undefined || files.length === 0) return;
            event.preventDefault();
            onFiles(files);
          }}
        />
        {props.children}
        <ActionIcon type="submit" size={36} aria-label={words.post} className={classes.post}>
          <IconSend2 size={18} aria-hidden="true" />
        </ActionIcon>
      </div>
      <p className={classes.hint}>{props.hint ?? words.hint}</p>
    </form>
  );
}
