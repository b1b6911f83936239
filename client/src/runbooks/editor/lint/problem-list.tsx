import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { lintText } from '../../../ui/text/lint.ts';
import { placeOf } from './lint-extension.ts';
import classes from './problem-list.module.css';

/** Every problem of the text in words; Enter goes to its place, arrows to the next, Escape back. */
export function ProblemList(props: {
  readonly editor: EditorView;
  readonly problems: readonly Diagnostic[];
  readonly onClose: () => void;
}) {
  const { editor, problems, onClose } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => focusFirst(list.current), []);
  useEffect(() => {
    // What was mended is gone from the list, and took the focus along.
    if (document.activeElement === document.body) focusFirst(list.current);
  }, [problems]);

  function close(): void {
    onClose();
    editor.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[data-problem]') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  }

  function goTo(problem: Diagnostic): void {
    const place = placeOf(editor, problem);
    if (place === undefined) return;
    editor.dispatch({
      selection: { anchor: place.from, head: place.to },
      scrollIntoView: true,
    });
    editor.focus();
  }

  return (
    <section ref={list} className={classes.list} aria-label={lintText.panel} onKeyDown={onKeyDown}>
      <div className={classes.head}>
        <span>{problems.length === 0 ? lintText.none : lintText.panel}</span>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={lintText.close}
          onClick={close}
        >
          <IconX size={15} aria-hidden="true" />
        </ActionIcon>
      </div>
      <ul className={classes.items}>
        {problems.map((problem, index) => (
          // Problems have no names; the list is made anew with each look at the text.
          <li key={index} className={classes.item}>
            <button
              type="button"
              data-problem
              className={classes.problem}
              data-severity={problem.severity}
              onClick={() => goTo(problem)}
            >
              {problem.message}
            </button>
            {problem.actions?.map((action) => (
              <Button
                key={action.name}
                size="compact-xs"
                variant="default"
                className={classes.action ?? ''}
                onClick={() => {
                  const place = placeOf(editor, problem);
                  if (place !== undefined) action.apply(editor, place.from, place.to);
                }}
              >
                {action.name}
              </Button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function focusFirst(list: HTMLElement | null): void {
  const first = list?.querySelector<HTMLElement>('[data-problem]') ?? list?.querySelector('button');
  first?.focus();
}
