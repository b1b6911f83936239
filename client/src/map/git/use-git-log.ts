import { useEffect, useRef, useState } from 'react';
import { showProblem } from '../../ui/notice.tsx';
import { mapGitText as words } from '../../ui/text/map-git.ts';
import {
  corrected,
  type CorrectionSteps,
  type Corrections,
  none,
  noSteps,
  redo,
  undo,
} from './corrections.ts';
import { createGitReader, type GitReader } from './git-client.ts';
import { besideCopy } from '../kept-values.ts';
import { keepCorrections, readCorrectionsKept } from './kept-corrections.ts';
import type { FoundPeople, LogFacts, LogProblem } from './git-messages.ts';

export type LogState =
  | { readonly kind: 'none'; readonly problem: string | undefined }
  | { readonly kind: 'reading'; readonly bytes: number }
  | { readonly kind: 'read'; readonly facts: LogFacts; readonly reader: GitReader };

/** Who was found with corrections as they were then. */
export interface Found extends FoundPeople {
  readonly listed: Corrections['listed'];
}

export interface GitLog {
  readonly state: LogState;
  readonly steps: CorrectionSteps;
  /** Of the corrections as they are, or a moment ago. Undefined until the first answer. */
  readonly found: Found | undefined;
  /** Something about the corrections that has to be said. */
  readonly problem: string | undefined;
  read(files: readonly File[]): Promise<void>;
  stop(): void;
  change(make: (now: Corrections, found: Found) => Corrections): void;
  undo(): void;
  redo(): void;
  /** Everybody is as found again; nothing is kept on this device. Can be undone. */
  forgetCorrections(): void;
  /** Takes a file of who is who in place of what was said here; how many people are in it. */
  load(file: File): Promise<number | undefined>;
}

/**
 * A log that is read in a worker, and what somebody corrects of who is in it: that is kept on this
 * device for the workspace, since people are the same in all of its logs.
 */
export function useGitLog(workspace: string): GitLog {
  const [state, setState] = useState<LogState>({ kind: 'none', problem: undefined });
  const [steps, setSteps] = useState<CorrectionSteps>(noSteps);
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<string>();
  const reader = useRef<GitReader>(undefined);
  useEffect(() => () => reader.current?.close(), []);

  const isToldNotKept = useRef(false);
  const isRead = state.kind === 'read';
  useEffect(() => {
    // Before a log is read there is nothing that somebody said.
    if (
      !isRead ||
      keepCorrections(workspace, steps.now, besideCopy(workspace)) ||
      isToldNotKept.current
    )
      return;
    isToldNotKept.current = true;
    showProblem(words.problems.notKeptTitle, words.problems.notKept);
  }, [isRead, workspace, steps.now]);

  const { listed } = steps.now;
  const open = state.kind === 'read' ? state.reader : undefined;
  useEffect(() => {
    if (open === undefined) return undefined;
    let isLate = false;
    open.ask('people', { listed }).then(
      (people) => {
        if (!isLate) setFound({ ...people, listed });
      },
      (error: unknown) => {
        if (!isLate) setProblem(words.problems.worker(String(error)));
      },
    );
    return () => {
      isLate = true;
    };
  }, [open, listed]);

  function forget(why?: string): void {
    reader.current?.close();
    reader.current = undefined;
    setSteps(noSteps);
    setFound(undefined);
    setProblem(undefined);
    setState({ kind: 'none', problem: why });
  }

  async function read(files: readonly File[]): Promise<void> {
    const { log, list, identities, why } = sorted(files);
    if (log === undefined) {
      forget(why);
      return;
    }
    forget();
    setState({ kind: 'reading', bytes: 0 });
    const made = createGitReader((bytes) => setState({ kind: 'reading', bytes }));
    reader.current = made;
    try {
      const answer = await made.ask('read', { log, list });
      if (!answer.ok) {
        forget(problemWords(log.name, answer.problem));
        return;
      }
      const kept = readCorrectionsKept(workspace, besideCopy(workspace));
      setState({ kind: 'read', facts: answer.facts, reader: made });
      setSteps({ ...noSteps, now: kept });
      if (identities !== undefined) await loadWith(made, identities);
    } catch (error) {
      // Whoever stopped it knows.
      if (reader.current === made) forget(words.problems.broken(log.name, String(error)));
    }
  }

  async function loadWith(made: GitReader, file: File): Promise<number | undefined> {
    try {
      const answer = await made.ask('correct', { text: await file.text() });
      if (!answer.ok) {
        setProblem(words.problems.corrections(answer.problem));
        return undefined;
      }
      setProblem(undefined);
      setSteps((now) => corrected(now, { ...now.now, listed: answer.listed }));
      return answer.listed.length;
    } catch (error) {
      setProblem(words.problems.corrections(String(error)));
      return undefined;
    }
  }

  return {
    state,
    steps,
    found,
    problem,
    read,
    stop: () => forget(),
    change(make) {
      // What was found by other corrections has other places.
      if (found === undefined || found.listed !== listed) return;
      setProblem(undefined);
      setSteps((now) => corrected(now, make(now.now, found)));
    },
    undo: () => setSteps(undo),
    redo: () => setSteps(redo),
    forgetCorrections: () => setSteps((now) => corrected(now, none)),
    load: async (file) => (open === undefined ? undefined : loadWith(open, file)),
  };
}

/** Which of the files is what, by their names. */
function sorted(files: readonly File[]): {
  readonly log: File | undefined;
  readonly list: File | undefined;
  readonly identities: File | undefined;
  readonly why: string;
} {
  const list = files.find(({ name }) => /\.files$/i.test(name));
  const identities = files.find(({ name }) => /\.(?:ya?ml|mailmap)$/i.test(name));
  const [log, ...others] = files.filter((file) => file !== list && file !== identities);
  const why = others.length > 0 ? words.problems.several : words.problems.none;
  return { log: others.length > 0 ? undefined : log, list, identities, why };
}

function problemWords(name: string, problem: LogProblem): string {
  switch (problem.kind) {
    case 'no-log':
      return words.problems.noLog(name, problem.example);
    case 'too-large':
      return words.problems.tooLarge(name);
    case 'list-too-large':
      return words.problems.listTooLarge;
    case 'broken':
      return words.problems.broken(name, problem.reason);
  }
}
