import { MultiSelect, Radio, Stack } from '@mantine/core';
import { restrictDocument } from '@holdfast/shared/access/workspace-access';
import { useState } from 'react';
import { useHub } from '../../app/hub-context.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { showNotice } from '../../ui/notice.tsx';
import { accessText } from '../../ui/text/access.ts';
import { accessDocumentsText } from '../../ui/text/access-documents.ts';
import { useShownAccess } from '../access-context.tsx';
import classes from './documents.module.css';

const words = accessDocumentsText.dialog;

/** Says who may see a document, and changes it. */
export function RestrictDialog(props: {
  readonly name: string;
  readonly title: string;
  readonly onClose: () => void;
}) {
  const { name, title, onClose } = props;
  const { access, people, me, attempt } = useShownAccess();
  const hub = useHub();
  const before = access.restricted.get(name);
  // What is written by sealed access lasts, and so does what was there (`append-rules.ts`).
  const isSealed = me.claims?.kind === 'break-glass';
  const [isRestricted, setRestricted] = useState(before !== undefined);
  const [chosen, setChosen] = useState<string[]>(() => [
    ...(before?.people ?? (me.claims === undefined ? [] : [me.claims.sub])),
  ]);
  const [problem, setProblem] = useState<string>();
  const isOut = isRestricted && me.claims !== undefined && !chosen.includes(me.claims.sub);
  const known = new Set(people.map(({ id }) => id));
  const choices = [
    ...people.map(({ id, name: called }) => ({ value: id, label: `${called} (${id})` })),
    // Somebody who has no device any more stays chosen until taken out.
    ...chosen.filter((id) => !known.has(id)).map((id) => ({ value: id, label: id })),
  ];

  function save(): void {
    const { nowMs: atMs } = hub.entryContext();
    const by = { by: me.claims?.name ?? '', atMs };
    if (isSealed && before !== undefined) return setProblem(words.lasts);
    if (isRestricted && chosen.length === 0) return setProblem(words.nobody);
    const wanted = isRestricted ? chosen : undefined;
    if (!attempt((doc) => restrictDocument(doc, name, wanted, by))) return;
    onClose();
    const done = isRestricted ? words.restricted(title, chosen.length) : words.opened(title);
    const undo = {
      label: accessText.undo,
      run: () =>
        attempt((doc) =>
          restrictDocument(doc, name, before?.people, { by: before?.by ?? by.by, atMs }),
        ),
    };
    showNotice(done, isSealed ? undefined : undo);
  }

  return (
    <DialogForm
      title={words.title(title)}
      submit={words.save}
      cancel={words.cancel}
      problem={problem}
      onSubmit={save}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Radio.Group
          label={words.who}
          value={isRestricted ? 'some' : 'all'}
          onChange={(value) => {
            setRestricted(value === 'some');
            setProblem(undefined);
          }}
        >
          <Stack gap={6} mt={6}>
            <Radio value="all" label={words.everybody} />
            <Radio value="some" label={words.some} />
          </Stack>
        </Radio.Group>
        {isRestricted && (
          <MultiSelect
            label={words.people}
            data={choices}
            value={chosen}
            searchable
            limit={50}
            maxValues={200}
            onChange={(next) => {
              setChosen(next);
              setProblem(undefined);
            }}
          />
        )}
        <ul className={classes.what}>
          {(isRestricted ? words.what : words.whatOpen).map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        {isOut && (
          <p className={classes.out} role="alert">
            {words.youAreOut}
          </p>
        )}
      </Stack>
    </DialogForm>
  );
}
