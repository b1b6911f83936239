import { limits } from '@holdfast/shared/model/meta';
import { renameRunbook, type Runbook } from '@holdfast/shared/model/runbook';
import { useState } from 'react';
import type * as Y from 'yjs';
import { useHub } from '../../app/hub-context.tsx';
import { showNotice } from '../../ui/notice.tsx';
import { editorText } from '../../ui/text/editor.ts';
import { fieldEdit } from './field-edit.ts';
import classes from './title-field.module.css';

/** The title, edited in place: Enter or leaving the field sets it, Escape brings the old one back. */
export function TitleField(props: {
  readonly doc: Y.Doc;
  readonly runbook: Pick<Runbook, 'title' | 'titleFrom'>;
  readonly locked: boolean;
}) {
  const { doc, runbook } = props;
  const hub = useHub();
  // While it is edited, a rename by somebody else must not take the words away.
  const [draft, setDraft] = useState<string>();
  const isGiven = runbook.titleFrom === 'meta' || runbook.titleFrom === 'front-matter';

  function commit(): void {
    if (draft === undefined) return;
    if (draft !== runbook.title) rename(draft);
    setDraft(undefined);
  }

  function rename(title: string): void {
    const { name } = hub.me.get();
    const result = doc.transact(() => renameRunbook(doc, title, Date.now(), name), fieldEdit);
    // An empty title is refused and the old one stays, as anybody sees.
    if (!result.ok && result.reason !== 'title-empty') showNotice(result.problem);
    if (result.ok && result.note !== undefined) showNotice(result.note);
  }

  return (
    <input
      className={classes.title}
      dir="auto"
      aria-label={editorText.title}
      title={isGiven ? undefined : editorText.titleFromText}
      value={draft ?? runbook.title}
      readOnly={props.locked}
      maxLength={limits.titleLength}
      autoComplete="off"
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          commit();
        } else if (event.key === 'Escape' && draft !== undefined) {
          event.preventDefault();
          setDraft(undefined);
        }
      }}
    />
  );
}
