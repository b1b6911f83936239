import { Button, Modal, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import {
  correctInDrill,
  handRoleOver,
  observe,
  retitleDrill,
  setMoment,
  setParticipant,
} from '@holdfast/shared/model/drill-commands';
import {
  type DrillMoment,
  observedAs,
  type ObservedAs,
} from '@holdfast/shared/model/drill-entries';
import { useState } from 'react';
import { useHub, useObservable, useProjections } from '../../app/hub-context.tsx';
import { TitleDialog } from '../../runbooks/title-dialog.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { useDrillActions } from '../use-drill-actions.tsx';
import type { RoomDialog, ShownDrill } from './drill-context.tsx';
import { useDrill } from './drill-store.ts';
import { readSeconds, secondsField } from './seconds-field.ts';
import { runbooksFor } from './runbooks-for.ts';
import { AbortDialog, VerdictDialog } from './end-dialogs.tsx';
import classes from '../../incidents/incident-dialogs.module.css';
import { PersonField } from '../../room/person-field.tsx';

interface Props {
  readonly shown: ShownDrill;
  readonly onClose: () => void;
}

/** The dialog of the room that is open. */
export function RoomDialogs(props: Props & { readonly dialog: RoomDialog }) {
  const { dialog, shown, onClose } = props;
  const common = { shown, onClose };
  switch (dialog.kind) {
    case 'rename':
      return <Rename {...common} />;
    case 'verdict':
      return <VerdictDialog {...common} />;
    case 'abort':
      return <AbortDialog {...common} />;
    case 'moment':
      return <SetMoment {...common} which={dialog.which} />;
    case 'participant':
      return <Participant {...common} role={dialog.role} from={dialog.from} />;
    case 'observe':
      return <Observe {...common} of={dialog.of} />;
    case 'run':
      return <Run {...common} />;
    case 'correct':
      return <Correct {...common} entry={dialog.entry} />;
  }
}

function Rename({ shown, onClose }: Props) {
  const words = drillRoomText.renameDialog;
  const drill = useDrill(shown.store);
  return (
    <TitleDialog
      heading={words.title}
      field={words.field}
      submit={words.submit}
      initial={drill.title}
      onSubmit={async (title) => {
        const done = retitleDrill(shown.doc, title, shown.context());
        return done.ok ? undefined : done.problem;
      }}
      onClose={onClose}
    />
  );
}

function SetMoment({ shown, onClose, which }: Props & { readonly which: DrillMoment }) {
  const words = drillRoomText.clock;
  const { state } = useDrill(shown.store);
  const known = state.moments.get(which)?.now?.value ?? 0;
  const [first] = useState(() => secondsField(known > 0 ? known : shown.context().nowMs));
  const [time, setTime] = useState(first);
  const [problem, setProblem] = useState<string>();
  function set(atMs: number): void {
    const done = setMoment(shown.doc, which, atMs, shown.context());
    if (done.ok) onClose();
    else setProblem(done.problem);
  }
  return (
    <DialogForm
      title={words.dialog(drillWords.moments[which])}
      submit={words.submit}
      cancel={drillRoomText.cancel}
      problem={problem}
      extra={
        <Button size="xs" variant="default" onClick={() => set(0)}>
          {words.unknown}
        </Button>
      }
      onSubmit={() => {
        // Untouched, it keeps the parts of a second that the field does not show.
        const atMs = time === first && known > 0 ? known : readSeconds(time);
        if (atMs === undefined) setProblem(words.noTime);
        else set(atMs);
      }}
      onClose={onClose}
    >
      <TextInput
        type="datetime-local"
        step={1}
        label={words.time}
        description={`${drillWords.momentHints[which]} ${words.seconds}`}
        value={time}
        data-autofocus
        onChange={(event) => setTime(event.currentTarget.value)}
      />
    </DialogForm>
  );
}

function Participant({
  shown,
  onClose,
  role: given,
  from,
}: Props & { readonly role: string; readonly from: string | undefined }) {
  const words = drillRoomText.people;
  const hub = useHub();
  const people = useObservable(hub.people);
  const me = useObservable(hub.me).name;
  const [person, setPerson] = useState('');
  const [role, setRole] = useState(given);
  const [problem, setProblem] = useState<string>();
  const names = [...new Set([me, ...people.map(({ name }) => name)])].filter((one) => one !== '');
  return (
    <DialogForm
      title={from === undefined ? words.add : words.give(given)}
      submit={words.submit}
      cancel={drillRoomText.cancel}
      problem={problem}
      texts={[person, role]}
      onSubmit={() => {
        const { doc } = shown;
        const done =
          from === undefined
            ? setParticipant(doc, { role, person, holds: true }, shown.context())
            : handRoleOver(doc, { role: given, from, to: person }, shown.context());
        if (done.ok) onClose();
        else setProblem(done.problem);
      }}
      onClose={onClose}
    >
      {from !== undefined && <p className={classes.hint}>{words.givenBy(from)}</p>}
      <PersonField label={words.person} value={person} names={names} onChange={setPerson} />
      {from === undefined && (
        <TextInput
          mt="sm"
          label={words.role}
          value={role}
          onChange={(event) => setRole(event.currentTarget.value)}
        />
      )}
    </DialogForm>
  );
}

function Observe({ shown, onClose, of }: Props & { readonly of: string }) {
  const words = drillRoomText.expected;
  const line = useDrill(shown.store).state.expected.find(({ id }) => id === of);
  const now = line?.observed.now?.value;
  const [as, setAs] = useState<ObservedAs | undefined>(now?.asExpected);
  const [text, setText] = useState(now?.text ?? '');
  const [problem, setProblem] = useState<string>();
  return (
    <DialogForm
      title={words.dialog}
      submit={words.submit}
      cancel={drillRoomText.cancel}
      problem={problem}
      texts={[text]}
      shared={now?.text ?? ''}
      onSubmit={() => {
        if (as === undefined) return setProblem(words.choose);
        const done = observe(shown.doc, { of, text, asExpected: as }, shown.context());
        if (!done.ok) return setProblem(done.problem);
        return onClose();
      }}
      onClose={onClose}
    >
      {line !== undefined && (
        <p className={classes.hint} dir="auto">
          {drillRoomText.timeline.ofExpected(line.text)}
        </p>
      )}
      <Radio.Group
        label={words.as}
        value={as ?? ''}
        onChange={(value) => setAs(observedAs.find((one) => one === value))}
      >
        <Stack gap={6} mt={4}>
          {observedAs.map((one) => (
            <Radio key={one} value={one} label={drillWords.asExpected[one]} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        mt="sm"
        label={words.words}
        value={text}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </DialogForm>
  );
}

const mostRunbooks = 30;

function Run({ shown, onClose }: Props) {
  const words = drillRoomText.runs;
  const { state } = useDrill(shown.store);
  const projections = useProjections();
  const { run } = useDrillActions();
  const [query, setQuery] = useState('');
  const asked = query.toLowerCase().split(/\s+/u);
  const found = runbooksFor(state, projections)
    .filter(({ title }) => asked.every((word) => title.toLowerCase().includes(word)))
    .slice(0, mostRunbooks);
  function start(name: string, title: string): void {
    onClose();
    void run(name, title, shown.name);
  }
  return (
    <Modal opened onClose={onClose} title={words.dialog} size="lg" yOffset="8vh">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          if (first !== undefined) start(first.name, first.title);
        }}
      >
        <TextInput
          label={words.field}
          value={query}
          data-autofocus
          autoComplete="off"
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        {found.length === 0 ? (
          <p role="status" className={classes.hint}>
            {words.nothing}
          </p>
        ) : (
          <ul className={classes.runbooks}>
            {found.map(({ name, title }) => (
              <li key={name}>
                <button
                  type="button"
                  className={classes.runbook}
                  onClick={() => start(name, title)}
                >
                  <span className={classes.choiceTitle} dir="auto">
                    {title}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </form>
    </Modal>
  );
}

function Correct({ shown, onClose, entry: id }: Props & { readonly entry: string }) {
  const words = incidentsText.correct;
  const { entries, state } = useDrill(shown.store);
  const entry = entries.find((one) => one.id === id);
  const known = state.corrections.get(id);
  const first = known?.text ?? (entry !== undefined && 'text' in entry ? (entry.text ?? '') : '');
  const firstAtMs = known?.happenedAtMs ?? entry?.happenedAtMs ?? 0;
  const [text, setText] = useState(first);
  const [time, setTime] = useState(() => secondsField(firstAtMs));
  const [problem, setProblem] = useState<string>();
  if (entry === undefined) return null;
  return (
    <DialogForm
      title={words.title}
      submit={words.submit}
      cancel={words.cancel}
      problem={problem}
      texts={[text]}
      shared={first}
      onSubmit={() => {
        const atMs = readSeconds(time);
        const changed = time !== secondsField(firstAtMs) && atMs !== undefined;
        const correction = {
          ...(text !== first ? { text } : {}),
          ...(changed ? { happenedAtMs: atMs } : {}),
        };
        const done = correctInDrill(shown.doc, id, correction, shown.context());
        if (!done.ok) return setProblem(done.problem);
        if (entry.kind === 'verdict' || entry.kind === 'aborted') shown.seal();
        return onClose();
      }}
      onClose={onClose}
    >
      <p className={classes.hint}>{words.hint}</p>
      {first !== '' && (
        <Textarea
          label={words.field}
          value={text}
          autosize
          minRows={2}
          maxRows={12}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <TextInput
        mt="sm"
        type="datetime-local"
        step={1}
        label={words.time}
        value={time}
        onChange={(event) => setTime(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
