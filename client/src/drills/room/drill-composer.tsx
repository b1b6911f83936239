import { ActionIcon } from '@mantine/core';
import {
  addDrillAction,
  giveVerdict,
  abortDrill,
  observe,
  sayInDrill,
  setMoment,
} from '@holdfast/shared/model/drill-commands';
import type { EntryContext } from '@holdfast/shared/model/entries';
import { IconPaperclip } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { ReadOnlyNote } from '../../access/read-only-note.tsx';
import { useMay } from '../../access/use-may.ts';
import { useReadProjections } from '../../app/hub-context.tsx';
import { ComposerField } from '../../room/composer-field.tsx';
import { useDraft } from '../../room/use-drafts.ts';
import { matches } from '../../room/verb-line.ts';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { useDrillActions } from '../use-drill-actions.tsx';
import { useShownDrill } from './drill-context.tsx';
import { useDrill } from './drill-store.ts';
import { drillChoices, type DrillTyped, readDrillLine } from './drill-verbs.ts';
import { runbooksFor } from './runbooks-for.ts';
import { useKeepFiles } from './use-keep-files.ts';
import composerClasses from '../../room/composer.module.css';

const words = drillRoomText.composer;

type Outcome =
  | { readonly ok: true; readonly changed?: boolean }
  | { readonly ok: false; readonly problem: string };

/** Where one writes on the drill's timeline: words, or `/` and a verb. */
export function DrillComposer() {
  const { name, doc, store, context, show, seal } = useShownDrill();
  const { state } = useDrill(store);
  const readProjections = useReadProjections();
  const { run } = useDrillActions();
  const keep = useKeepFiles();
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useDraft(`drill ${name}`);
  const [problem, setProblem] = useState<string>();
  const may = useMay('append', name);
  const choices = useMemo(() => {
    if (!text.startsWith('/')) return [];
    return drillChoices(text, {
      expected: state.expected.map((line) => line.text),
      runbooks: runbooksFor(state, readProjections()).map(({ title }) => title),
    });
  }, [text, state, readProjections]);

  function change(next: string): void {
    setText(next);
    setProblem(undefined);
  }

  function send(): void {
    const now = context();
    const { typed, atMs } = readDrillLine(text, now.nowMs);
    if (typed.kind === 'run') return startRun(typed.query);
    if (typed.kind === 'verdict' && typed.outcome === undefined) {
      change('');
      return show({ kind: 'verdict' });
    }
    if (typed.kind === 'abort' && typed.text === '') {
      change('');
      return show({ kind: 'abort' });
    }
    const done = carryOut(typed, now, atMs ?? now.nowMs);
    if (!done.ok) return setProblem(done.problem);
    // Words that did nothing stay, so that they can be put right.
    if (done.changed === false) return setProblem(words.unchanged);
    if (typed.kind === 'verdict' || typed.kind === 'abort') seal();
    return change('');
  }

  function carryOut(typed: DrillTyped, now: EntryContext, atMs: number): Outcome {
    switch (typed.kind) {
      case 'problem':
        return { ok: false, problem: typed.problem };
      case 'say':
        return sayInDrill(doc, { kind: typed.what, text: typed.text }, now, atMs);
      case 'link':
        return sayInDrill(doc, { kind: 'link', url: typed.url, text: typed.text }, now, atMs);
      case 'action':
        return addDrillAction(doc, { text: typed.text }, now);
      case 'moment':
        return setMoment(doc, typed.which, typed.atMs ?? atMs, now);
      case 'observed': {
        const line = typed.line === undefined ? undefined : state.expected[typed.line - 1];
        if (typed.line !== undefined && line === undefined) {
          return { ok: false, problem: words.needs.line(typed.line, state.expected.length) };
        }
        const seen = { of: line?.id ?? '', text: typed.text, asExpected: typed.as };
        return observe(doc, seen, now, atMs);
      }
      case 'verdict':
        return typed.outcome === undefined
          ? { ok: false, problem: words.needs.verdict }
          : giveVerdict(doc, { ...typed, outcome: typed.outcome }, now, atMs);
      case 'abort':
        return abortDrill(doc, typed.text, now, atMs);
      case 'run':
        return { ok: true };
    }
  }

  function startRun(query: string): void {
    const found = runbooksFor(state, readProjections());
    const [title] = matches(
      found.map((one) => one.title),
      query,
    );
    const chosen = found.find((one) => one.title === title);
    if (chosen === undefined) return setProblem(words.noRunbook(query));
    change('');
    void run(chosen.name, chosen.title, name);
    return undefined;
  }

  if (!may.ok) return <ReadOnlyNote why={may.why} />;
  return (
    <ComposerField
      text={text}
      onChange={change}
      choices={choices}
      problem={problem}
      onSend={send}
      hint={words.hint}
      onFiles={keep}
    >
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          keep([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <ActionIcon
        size={36}
        variant="default"
        className={composerClasses.post}
        aria-label={drillRoomText.evidence.add}
        title={drillRoomText.evidence.limits}
        onClick={() => picker.current?.click()}
      >
        <IconPaperclip size={18} aria-hidden="true" />
      </ActionIcon>
    </ComposerField>
  );
}
