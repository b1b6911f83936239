import { Modal, Textarea, TextInput } from '@mantine/core';
import { retitle, setRole } from '@holdfast/shared/model/incident-commands';
import { correct } from '@holdfast/shared/model/incident-say';
import { useState } from 'react';
import type { IncidentDialog } from '../app/dialogs.tsx';
import { useHub, useObservable, useProjections } from '../app/hub-context.tsx';
import { useDrillActions } from '../drills/use-drill-actions.tsx';
import { TitleDialog } from '../runbooks/title-dialog.tsx';
import { describeMinute } from '../ui/when.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { currentIncident, readMerged, shownTogether } from './current-incident.ts';
import type { ShownIncident } from './incident-context.tsx';
import { draftDoubt } from './draft-doubts.ts';
import { draftHandOver } from './hand-over-draft.ts';
import { incidentPeople } from './incident-people.ts';
import { useIncident } from './incident-store.ts';
import { useIncidentWords } from './incident-words.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { suggestRunbooks } from './suggest-runbooks.ts';
import { localTime } from '../ui/local-time.ts';
import { TimeDialog } from './time-dialog.tsx';
import { UpdateDialog } from './update-dialog.tsx';
import classes from './incident-dialogs.module.css';
import { PersonField } from '../room/person-field.tsx';

interface Props {
  readonly shown: ShownIncident;
  readonly onClose: () => void;
}

/** The dialog of the incident on screen that is open; gone with it. */
export function IncidentDialogs(props: {
  readonly dialog: IncidentDialog;
  readonly onClose: () => void;
}) {
  const { dialog, onClose } = props;
  const shown = useObservable(currentIncident);
  if (shown === undefined) return null;
  const common = { shown, onClose };
  switch (dialog.kind) {
    case 'incident-rename':
      return <RenameDialog {...common} />;
    case 'incident-update':
      return <UpdateDialog {...common} />;
    case 'incident-merge':
      return <MergeDialog {...common} />;
    case 'incident-run':
      return <RunDialog {...common} />;
    case 'incident-correct':
      return (
        <CorrectDialog
          onClose={onClose}
          shown={[shown, ...shown.merged].find((one) => saidIn(one, dialog.entry)) ?? shown}
          entry={dialog.entry}
        />
      );
    case 'incident-time':
      return <TimeDialog {...common} which={dialog.which} />;
    case 'incident-give':
      return <GiveDialog {...common} role={dialog.role} />;
  }
}

/** What was said in a merged incident is corrected there. */
function saidIn({ store }: ShownIncident, entry: string): boolean {
  return store.get().entries.some(({ id }) => id === entry);
}

function RenameDialog({ shown, onClose }: Props) {
  const words = incidentsText.room.renameDialog;
  const { state } = useIncident(shown.store);
  return (
    <TitleDialog
      heading={words.title}
      field={words.field}
      submit={words.submit}
      initial={state.title.now?.value ?? ''}
      onSubmit={async (title) => {
        const done = retitle(shown.doc, title, shown.context());
        return done.ok ? undefined : done.problem;
      }}
      onClose={onClose}
    />
  );
}

const mostRunbooks = 30;

function RunDialog({ shown, onClose }: Props) {
  const words = incidentsText.run;
  const incident = useIncident(shown.store);
  const projections = useProjections();
  const { run } = useDrillActions();
  const [query, setQuery] = useState('');
  const [busy, setBusy] = useState<string>();
  const asked = query.toLowerCase().split(/\s+/u);
  const found = suggestRunbooks(incident, projections)
    .filter(({ title }) => asked.every((word) => title.toLowerCase().includes(word)))
    .slice(0, mostRunbooks);

  async function start(name: string, title: string): Promise<void> {
    setBusy(name);
    onClose();
    await run(name, title, shown.name);
  }

  return (
    <Modal opened onClose={onClose} title={words.title} size="lg" yOffset="8vh">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found;
          if (first !== undefined) void start(first.name, first.title);
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
            {words.none}
          </p>
        ) : (
          <ul className={classes.runbooks}>
            {found.map(({ name, title, because }) => (
              <li key={name}>
                <button
                  type="button"
                  className={classes.runbook}
                  disabled={busy !== undefined}
                  onClick={() => void start(name, title)}
                >
                  <span className={classes.choiceTitle} dir="auto">
                    {title}
                  </span>
                  <span className={classes.because}>{because}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </form>
    </Modal>
  );
}

function CorrectDialog({ shown, onClose, entry: id }: Props & { readonly entry: string }) {
  const words = incidentsText.correct;
  const { entries, state } = useIncident(shown.store);
  const entry = entries.find((one) => one.id === id);
  const known = state.corrections.get(id);
  const first = known?.text ?? (entry !== undefined && 'text' in entry ? (entry.text ?? '') : '');
  const firstAtMs = known?.happenedAtMs ?? entry?.happenedAtMs ?? 0;
  const [text, setText] = useState(first);
  const [time, setTime] = useState(() => localTime(firstAtMs));
  const [problem, setProblem] = useState<string>();
  if (entry === undefined) return null;
  const hasWords = first !== '';
  return (
    <DialogForm
      title={words.title}
      submit={words.submit}
      cancel={words.cancel}
      problem={problem}
      texts={[text]}
      shared={first}
      onSubmit={() => {
        const atMs = new Date(time).getTime();
        const changed = time !== localTime(firstAtMs) && !Number.isNaN(atMs);
        const done = correct(
          shown.doc,
          id,
          {
            ...(hasWords && text !== first ? { text } : {}),
            ...(changed ? { happenedAtMs: atMs } : {}),
          },
          shown.context(),
        );
        if (done.ok) onClose();
        else setProblem(done.problem);
      }}
      onClose={onClose}
    >
      <p className={classes.hint}>{words.hint}</p>
      {hasWords && (
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
        label={words.time}
        value={time}
        onChange={(event) => setTime(event.currentTarget.value)}
      />
    </DialogForm>
  );
}

function GiveDialog({
  shown,
  onClose,
  role,
}: Props & { readonly role: Extract<IncidentDialog, { kind: 'incident-give' }>['role'] }) {
  const words = incidentsText.details;
  const incident = useIncident(shown.store);
  const hub = useHub();
  const people = useObservable(hub.people);
  const me = useObservable(hub.me).name;
  const [person, setPerson] = useState('');
  const roleNames = useIncidentWords();
  const [draft] = useState(() =>
    draftHandOver(incident, describeMinute, roleNames, readMerged(), draftDoubt(shownTogether())),
  );
  const [text, setText] = useState(draft);
  const [problem, setProblem] = useState<string>();
  const names = incidentPeople(incident, [me, ...people.map(({ name }) => name)]);
  return (
    <DialogForm
      title={words.give(roleNames.role(role))}
      submit={words.giveSubmit}
      cancel={incidentsText.correct.cancel}
      problem={problem}
      texts={[person, text]}
      shared={draft}
      onSubmit={() => {
        const done = setRole(shown.doc, role, person, true, shown.context(), text);
        if (done.ok) onClose();
        else setProblem(done.problem);
      }}
      onClose={onClose}
    >
      <PersonField label={words.giveField} value={person} names={names} onChange={setPerson} />
      <Textarea
        mt="sm"
        label={words.giveWords}
        description={incidentsText.handOver.hint}
        value={text}
        autosize
        minRows={4}
        maxRows={12}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
