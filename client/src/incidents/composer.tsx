import { setPinned } from '@holdfast/shared/model/incident-commands';
import { useMemo, useState } from 'react';
import { ReadOnlyNote } from '../access/read-only-note.tsx';
import { useMay } from '../access/use-may.ts';
import { useHub, useObservable, useReadProjections } from '../app/hub-context.tsx';
import { useDrillActions } from '../drills/use-drill-actions.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { describeMinute } from '../ui/when.ts';
import { carryOut } from './carry-out.ts';
import { componentsOf } from './known-components.ts';
import { useShownIncident } from './incident-context.tsx';
import { incidentPeople } from './incident-people.ts';
import { findPinLine, pinLines } from './pin-lines.ts';
import { suggestRunbooks } from './suggest-runbooks.ts';
import { useIncident } from './incident-store.ts';
import { useIncidentWords } from './incident-words.ts';
import { timelineOf } from './timeline-model.ts';
import { useDraft } from '../room/use-drafts.ts';
import { ComposerField } from '../room/composer-field.tsx';
import { matches } from '../room/verb-line.ts';
import { choicesFor, readLine } from './verbs.ts';

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
  const may = useMay('append', name);
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
  function change(next: string): void {
    setText(next);
    setProblem(undefined);
  }

  function send(): void {
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

  if (!may.ok) return <ReadOnlyNote why={may.why} />;
  return (
    <ComposerField
      text={text}
      onChange={change}
      choices={choices}
      problem={problem}
      onSend={send}
    />
  );
}
