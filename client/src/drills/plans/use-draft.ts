import { useEffect, useRef, useState } from 'react';

/** How long somebody has stopped typing before it is kept. */
const pauseMs = 400;

/** A field that is kept as one types. */
export interface Draft {
  readonly shown: string;
  /** Why what is shown is not kept. */
  readonly problem: string | undefined;
  change(text: string): void;
  /** When the field is left. */
  leave(): void;
}

/**
 * What is typed into a field: kept after each pause, and when the field or the page is left. What
 * others write meanwhile does not take the words away under somebody's hands; it shows once the
 * field is left.
 *
 * @param save keeps it, or says why it cannot be kept
 */
export function useDraft(value: string, save: (text: string) => string | undefined): Draft {
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const waiting = useRef<{ readonly text: string; timer: ReturnType<typeof setTimeout> }>(
    undefined,
  );
  const saving = useRef(save);
  useEffect(() => {
    saving.current = save;
  }, [save]);

  function flush(): string | undefined {
    if (waiting.current === undefined) return problem;
    const { text, timer } = waiting.current;
    clearTimeout(timer);
    waiting.current = undefined;
    const refused = saving.current(text);
    setProblem(refused);
    return refused;
  }

  useEffect(() => {
    const keep = (): void => {
      if (waiting.current === undefined) return;
      const { text, timer } = waiting.current;
      clearTimeout(timer);
      waiting.current = undefined;
      saving.current(text);
    };
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, []);

  return {
    shown: draft ?? value,
    problem,
    change(text) {
      setDraft(text);
      if (waiting.current !== undefined) clearTimeout(waiting.current.timer);
      waiting.current = { text, timer: setTimeout(flush, pauseMs) };
    },
    leave() {
      // What cannot be kept stays where it can be put right.
      if (flush() === undefined) setDraft(undefined);
    },
  };
}
