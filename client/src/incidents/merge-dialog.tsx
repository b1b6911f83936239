import { CloseButton, TextInput } from '@mantine/core';
import { mergeInto } from '@holdfast/shared/model/incident-commands';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useProjections } from '../app/hub-context.tsx';
import { Moment } from '../ui/moment.tsx';
import { roomText } from '../ui/text/incident-room.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import type { ShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { SeverityMark, StatusMark } from './marks.tsx';
import { findToMerge } from './merge-choices.ts';
import { hidesWhatIsOpen } from './merged-model.ts';
import classes from './incident-dialogs.module.css';

/** Asks which other incident this one is the same as. */
export function MergeDialog({
  shown,
  onClose,
}: {
  readonly shown: ShownIncident;
  readonly onClose: () => void;
}) {
  const words = incidentsText.merge;
  const projections = useProjections();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState('');
  const { found, more, all } = findToMerge(projections, shown.name, query);
  const incident = useIncident(shown.store);
  const into = found.find(({ name }) => name === chosen)?.incident;
  const [problem, setProblem] = useState<string>();
  const choices = useRef<HTMLFieldSetElement>(null);

  function search(next: string): void {
    setQuery(next);
    // What is not seen is not merged with.
    const still = findToMerge(projections, shown.name, next).found;
    if (!still.some(({ name }) => name === chosen)) setChosen('');
  }

  return (
    <DialogForm
      title={words.title}
      submit={words.submit}
      cancel={words.cancel}
      problem={problem}
      disabled={into === undefined}
      onSubmit={() => {
        const done = mergeInto(shown.doc, shown.name, chosen, shown.context());
        if (done.ok) onClose();
        else setProblem(done.problem);
      }}
      onClose={onClose}
    >
      <p className={classes.hint}>{words.hint}</p>
      {all === 0 ? (
        <p role="status">{words.none}</p>
      ) : (
        <>
          <TextInput
            mb="xs"
            label={roomText.merge.search}
            value={query}
            data-autofocus
            autoComplete="off"
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            rightSection={
              query === '' ? undefined : (
                <CloseButton
                  size="sm"
                  aria-label={roomText.merge.clear}
                  onClick={() => search('')}
                />
              )
            }
            onChange={(event) => search(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
              // Chosen first: Enter never merges with what nobody pointed at.
              if (event.key === 'Enter' && into !== undefined) return;
              event.preventDefault();
              const first = choices.current?.querySelector('input');
              first?.focus();
              if (found[0] !== undefined) setChosen(found[0].name);
            }}
          />
          <p role="status" className={classes.hint}>
            {found.length === 0
              ? roomText.merge.nothing
              : roomText.merge.found(found.length + more)}
          </p>
          <fieldset ref={choices} className={classes.choices}>
            <legend className={classes.legend}>{words.field}</legend>
            {found.map(({ name, incident: other }) => (
              <label key={name} className={classes.choice}>
                <input
                  type="radio"
                  name="other incident"
                  value={name}
                  checked={chosen === name}
                  onChange={() => setChosen(name)}
                />
                <span className={classes.choiceTitle} dir="auto">
                  {other.title}
                </span>
                <SeverityMark severity={other.severity} stated={other.severityStated} />
                <StatusMark status={other.status} />
                <Moment atMs={other.declaredAtMs} />
              </label>
            ))}
          </fieldset>
          {more > 0 && <p className={classes.hint}>{roomText.merge.more(more)}</p>}
        </>
      )}
      {hidesWhatIsOpen(incident, into) && (
        <p role="alert" className={classes.hint}>
          {words.hidesOpen(into?.title ?? incidentsText.untitled)}
        </p>
      )}
    </DialogForm>
  );
}
