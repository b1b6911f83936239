import { ActionIcon, Textarea } from '@mantine/core';
import { setPinned } from '@holdfast/shared/model/incident-commands';
import { IconSend2 } from '@tabler/icons-react';
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useHub, useObservable, useReadProjections } from '../app/hub-context.tsx';
import { useDrillActions } from '../drills/use-drill-actions.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { describeMinute } from '../ui/when.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import { carryOut } from './carry-out.ts';
import { componentsOf } from './known-components.ts';
import { ComposerChoices } from './composer-choices.tsx';
import { composerId } from './composer-id.ts';
import { useShownIncident } from './incident-context.tsx';
import { incidentPeople } from './incident-people.ts';
import { findPinLine, pinLines } from './pin-lines.ts';
import { suggestRunbooks } from './suggest-runbooks.ts';
import { useIncident } from './incident-store.ts';
import { useIncidentWords } from './incident-words.ts';
import { timelineOf } from './timeline-model.ts';
import { useDraft } from './use-drafts.ts';
import { choicesFor, enterTakes, isPreselected, matches, readLine, type Choice } from './verbs.ts';
import { useNoticesAbove } from './use-notices-above.ts';
import classes from './composer.module.css';

const words = incidentsText.composer;

/** Where one writes on the timeline: words, or `/` and a verb. What is not posted yet stays on this device. */
export function Composer() {
  const { name, doc, store, context, attempt } = useShownIncident();
  const incident = useIncident(store);
  const hub = useHub();
  const me = useObservable(hub.me).name;
  const people = useObservable(hub.people);
  const readProjections = useReadProjections();
  const { run } = useDrillActions();
  const names = useIncidentWords();
  const [text, setText] = useDraft(`incident ${name}`);
  const [problem, setProblem] = useState<string>();
  /** Undefined until somebody moves to a choice. */
  const [chosen, setChosen] = useState<number>();
  const [closedAt, setClosedAt] = useState<string>();
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useNoticesAbove(form);

  /** Only while somebody is about to pin something. */
  const pins = useMemo(() => {
    if (!/^\/(?:at \S+ +\/)?pin\b/u.test(text)) return [];
    const projections = readProjections();
    return pinLines(timelineOf(name, incident), {
      titleOf: (document) => projections?.get(document)?.title ?? incidentsText.untitled,
      time: describeMinute,
      words: names,
    });
  }, [text, name, incident, names, readProjections]);
  const choices = useMemo(() => {
    if (!text.startsWith('/')) return [];
    const projections = readProjections();
    return choicesFor(text, {
      people: incidentPeople(incident, [me, ...people.map((one) => one.name)]),
      components: componentsOf(incident.state.components, projections),
      runbooks: suggestRunbooks(incident, projections).map(({ title }) => title),
      pins: pins.map(({ line }) => line),
      words: names,
    });
  }, [text, incident, me, names, people, pins, readProjections]);
  const open = choices.length > 0 && closedAt !== text;
  const first = isPreselected(choices) ? 0 : -1;
  const active = Math.min(chosen ?? first, choices.length - 1);

  function change(next: string): void {
    setText(next);
    setProblem(undefined);
    setChosen(undefined);
  }

  function choose(choice: Choice): void {
    change(choice.text);
    field.current?.focus();
  }

  const { submit: post, warning } = useSecretCheck([text], send);
  function send(): void {
    if (text.trim() === '') return;
    const now = context();
    const { typed, atMs } = readLine(text, now.nowMs, names.roles);
    if (typed.kind === 'run') {
      startRun(typed.query);
      return;
    }
    if (typed.kind === 'pin') {
      pin(typed.query);
      return;
    }
    const known = componentsOf(incident.state.components, readProjections());
    const done = carryOut(doc, typed, now, atMs ?? now.nowMs, known);
    if (!done.ok) setProblem(done.problem);
    // Words that did nothing stay, so that they can be put right.
    else if (done.changed === false) setProblem(words.unchanged);
    else change('');
  }

  function pin(query: string): void {
    const found = findPinLine(pins, query);
    if (found === undefined) setProblem(words.noEntry(query));
    else if (attempt((target, by) => setPinned(target, found.id, true, by))) change('');
  }

  function startRun(query: string): void {
    const suggested = suggestRunbooks(incident, readProjections());
    const [title] = matches(
      suggested.map((one) => one.title),
      query,
    );
    const found = suggested.find((one) => one.title === title);
    if (found === undefined) {
      setProblem(words.noRunbook(query));
      return;
    }
    change('');
    void run(found.name, found.title, name);
  }

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
        />
        <ActionIcon type="submit" size={36} aria-label={words.post} className={classes.post}>
          <IconSend2 size={18} aria-hidden="true" />
        </ActionIcon>
      </div>
      <p className={classes.hint}>{words.hint}</p>
    </form>
  );
}
