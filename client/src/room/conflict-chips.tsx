import { Button } from '@mantine/core';
import type { CommandResult } from '@holdfast/shared/model/command';
import type { EntryContext } from '@holdfast/shared/model/entries';
import type { Decided } from '@holdfast/shared/model/standing';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import type * as Y from 'yjs';
import { incidentsText } from '../ui/text/incidents.ts';
import classes from './room.module.css';

const words = incidentsText.conflicts;

/** Something done to a document. */
type Keep = (doc: Y.Doc, context: EntryContext) => CommandResult<string>;

/** What was decided differently, and how each of the decisions is kept. */
export interface Conflict {
  readonly key: string;
  readonly what: string;
  readonly choices: readonly {
    readonly id: string;
    readonly label: string;
    readonly by: string;
    readonly keep: Keep;
  }[];
}

/** None where nobody decided differently. */
export function conflictOf<T>(
  key: string,
  what: string,
  decided: readonly Decided<T>[],
  label: (value: T, text: string) => string,
  keep: (doc: Y.Doc, value: T, context: EntryContext, text: string) => CommandResult<string>,
): readonly Conflict[] {
  if (decided.length === 0) return [];
  const choices = decided.map((one) => ({
    id: one.id,
    label: label(one.value, one.text),
    by: one.by,
    keep: (doc: Y.Doc, context: EntryContext) => keep(doc, one.value, context, one.text),
  }));
  return [{ key, what, choices }];
}

/** What was decided differently by people who did not know of each other: a click settles it. */
export function ConflictChips(props: {
  readonly conflicts: readonly Conflict[];
  readonly attempt: (keep: Keep) => unknown;
}) {
  const { conflicts, attempt } = props;
  if (conflicts.length === 0) return null;
  return (
    <section className={classes.conflicts} aria-label={words.label}>
      {conflicts.map((conflict) => (
        <div key={conflict.key} className={classes.conflict}>
          <span className={classes.noticeWords}>
            <IconArrowsSplit2 size={16} aria-hidden="true" />
            <strong>{conflict.what}</strong>
          </span>
          {conflict.choices.map(({ id, label, by, keep }) => (
            <Button
              key={id}
              size="compact-sm"
              variant="default"
              className={classes.keep}
              onClick={() => attempt(keep)}
            >
              {words.keep(label)} {words.by(by)}
            </Button>
          ))}
        </div>
      ))}
    </section>
  );
}
