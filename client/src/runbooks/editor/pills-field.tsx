import { TagsInput } from '@mantine/core';
import { setRunbookOwners, setRunbookTags } from '@holdfast/shared/model/runbook';
import { IconTag, IconUser } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type * as Y from 'yjs';
import { useHub, useReadProjections } from '../../app/hub-context.tsx';
import { commonText } from '../../ui/text/common.ts';
import { editorText } from '../../ui/text/editor.ts';
import { filterChoices, runbookRows } from '../list-model.ts';
import { fieldEdit } from './field-edit.ts';
import classes from './pills-field.module.css';

/** The field's element, for who sends people there. */
export const ownersFieldId = 'runbook-owners';

const fields = {
  owners: {
    label: editorText.owners,
    add: editorText.addOwner,
    icon: IconUser,
    set: setRunbookOwners,
  },
  tags: { label: editorText.tags, add: editorText.addTag, icon: IconTag, set: setRunbookTags },
} as const;

/** Owners or tags as pills; what other runbooks use is offered. */
export const PillsField = memo(function PillsField(props: {
  readonly doc: Y.Doc;
  readonly field: 'owners' | 'tags';
  readonly values: readonly string[];
  readonly locked: boolean;
}) {
  const { label, add, icon: Picture, set } = fields[props.field];
  const hub = useHub();
  const readProjections = useReadProjections();
  // Looked up when they are needed: typing in the text must not draw this anew.
  const [choices, setChoices] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();

  function change(values: string[]): void {
    const { name } = hub.me.get();
    const result = props.doc.transact(() => set(props.doc, values, Date.now(), name), fieldEdit);
    setProblem(result.ok ? result.note : result.problem);
  }

  return (
    <TagsInput
      size="xs"
      {...(props.field === 'owners' ? { id: ownersFieldId } : {})}
      variant="unstyled"
      className={classes.field}
      aria-label={label}
      placeholder={props.locked ? '' : add}
      readOnly={props.locked}
      leftSection={<Picture size={15} aria-hidden="true" />}
      leftSectionWidth={22}
      value={[...props.values]}
      data={[...choices]}
      limit={50}
      error={problem}
      acceptValueOnBlur
      splitChars={[',']}
      onFocus={() => setChoices(filterChoices(runbookRows(readProjections()), false)[props.field])}
      onChange={change}
      comboboxProps={{ shadow: 'md', width: 220, position: 'bottom-start' }}
      clearButtonProps={{ 'aria-label': commonText.remove(label) }}
    />
  );
});
