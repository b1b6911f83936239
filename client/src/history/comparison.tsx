import { Button, NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { changedLines } from '@holdfast/shared/model/line-authors';
import { type RecordedVersion, versionText } from '@holdfast/shared/model/versions';
import { IconRestore, IconTag } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type * as Y from 'yjs';
import { useHub } from '../app/hub-context.tsx';
import { useRoute } from '../app/use-route.ts';
import type { OpenDocument } from '../hub/client-api.ts';
import { TitleDialog } from '../runbooks/title-dialog.tsx';
import { useLock } from '../trust/lock-bar.tsx';
import { showNotice } from '../ui/notice.tsx';
import { historyText } from '../ui/text/history.ts';
import { AuthorsView } from './authors-view.tsx';
import type { Choice, VersionEntry } from './choose-versions.ts';
import { DiffView } from './diff-view.tsx';
import { giveName } from './give-name.ts';
import { restoreVersion } from './restore-version.ts';
import { entryLabel } from './version-list.tsx';
import classes from './history-page.module.css';
import { Writes } from '../access/writes.tsx';

interface ComparisonProps {
  readonly open: OpenDocument;
  readonly undoManager: Y.UndoManager;
  readonly history: OpenDocument;
  readonly entries: readonly VersionEntry[];
  /** Oldest first. */
  readonly versions: readonly RecordedVersion[];
  readonly choice: Choice;
  readonly present: {
    readonly body: string;
    readonly changedBy: string;
    readonly changedAtMs: number;
  };
  /** No room for two texts beside each other. */
  readonly narrow: boolean;
}

type View = keyof typeof historyText.views;

/** What changed between two versions, and what can be done with one. */
export function Comparison(props: ComparisonProps) {
  const { choice, narrow } = props;
  const [chosenView, setView] = useState<View>('side');
  const [whole, setWhole] = useState(false);
  const views: readonly View[] = narrow ? ['inline', 'authors'] : ['side', 'inline', 'authors'];
  const view = views.includes(chosenView) ? chosenView : 'inline';
  return (
    <>
      <div className={classes.bar}>
        <Sides {...props} />
        <SegmentedControl
          size="xs"
          aria-label={historyText.view}
          value={view}
          data={views.map((value) => ({ value, label: historyText.views[value] }))}
          onChange={(value) => setView(views.find((one) => one === value) ?? view)}
        />
        {view !== 'authors' && (
          <Switch
            size="xs"
            label={historyText.whole}
            checked={whole}
            onChange={(event) => setWhole(event.currentTarget.checked)}
          />
        )}
        <Actions {...props} />
      </div>
      {choice.from === undefined || choice.to === undefined ? (
        <p className={classes.words}>{historyText.notKept}</p>
      ) : view === 'authors' ? (
        <Authors {...props} to={choice.to} />
      ) : (
        <Difference {...props} from={choice.from} to={choice.to} layout={view} whole={whole} />
      )}
    </>
  );
}

/** Any two may be chosen. */
function Sides(props: ComparisonProps) {
  const { choice, entries, open } = props;
  const [, navigate] = useRoute();
  const id = open.name.slice('runbook:'.length);
  const from = choice.from === 'none' ? '' : (choice.from?.key ?? '');
  const to = choice.to?.key ?? '';
  const go = (part: { readonly from?: string; readonly to?: string }) =>
    navigate({ page: 'history', id, from, to, ...part });
  const data = entries.map((entry) => ({ value: entry.key, label: entryLabel(entry) }));
  const known = [...new Map(data.map((one) => [one.value, one])).values()];
  return (
    <div className={classes.sides}>
      <NativeSelect
        size="xs"
        aria-label={historyText.from}
        value={from}
        data={from === '' ? [{ value: '', label: '–' }, ...known] : known}
        onChange={(event) => go({ from: event.currentTarget.value })}
      />
      <span aria-hidden="true">→</span>
      <NativeSelect
        size="xs"
        aria-label={historyText.to}
        value={to}
        data={to === '' ? [{ value: '', label: '–' }, ...known] : known}
        onChange={(event) => go({ to: event.currentTarget.value })}
      />
    </div>
  );
}

/** Naming and restoring: of the newer side, or of the older where the newer is the present text. */
function Actions(props: ComparisonProps) {
  const { open, history, choice, undoManager, present } = props;
  const hub = useHub();
  const locked = useLock(open.doc) !== undefined;
  const [naming, setNaming] = useState(false);
  const { from, to } = choice;
  const named = to?.isNow === true && isPast(from) ? from : to;
  const restorable = to?.isNow === true ? from : to;
  const text = isPast(restorable) ? versionText(restorable.version) : undefined;

  async function restore(label: string, chosen: string): Promise<void> {
    const result = await restoreVersion({
      hub,
      open,
      undoManager,
      text: chosen,
      nowMs: Date.now(),
    });
    if (!result.ok) {
      showNotice(result.problem);
      return;
    }
    showNotice(historyText.restored(label), {
      label: historyText.undo,
      run: () => showNotice(result.undo() ? historyText.undone : historyText.undoTooLate),
    });
  }

  return (
    <div className={classes.actions}>
      <Writes operation="edit" doc={open.name}>
        {named !== undefined && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTag size={15} aria-hidden="true" />}
            onClick={() => setNaming(true)}
          >
            {historyText.name}
          </Button>
        )}
        {isPast(restorable) && text !== undefined && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRestore size={15} aria-hidden="true" />}
            title={
              locked ? historyText.restoreLocked : historyText.restoreHint(entryLabel(restorable))
            }
            aria-disabled={locked}
            {...(locked ? { 'data-disabled': true } : {})}
            onClick={() => {
              if (locked) showNotice(historyText.restoreLocked);
              else void restore(entryLabel(restorable), text);
            }}
          >
            {historyText.restore}
          </Button>
        )}
      </Writes>
      {naming && named !== undefined && (
        <TitleDialog
          heading={historyText.nameDialog.title}
          field={historyText.nameDialog.field}
          placeholder={historyText.nameDialog.placeholder}
          hint={historyText.nameDialog.hint}
          submit={historyText.nameDialog.submit}
          initial={named.version?.name ?? ''}
          onSubmit={async (name) => {
            giveName({
              doc: history.doc,
              entry: named,
              present,
              name,
              context: hub.entryContext(),
            });
            showNotice(historyText.named(name.trim()));
            return undefined;
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  );
}

type Past = VersionEntry & { readonly version: RecordedVersion };

function isPast(entry: VersionEntry | 'none' | undefined): entry is Past {
  return entry !== undefined && entry !== 'none' && entry.version !== undefined;
}

function Difference(
  props: ComparisonProps & {
    readonly from: VersionEntry | 'none';
    readonly to: VersionEntry;
    readonly layout: 'side' | 'inline';
    readonly whole: boolean;
  },
) {
  const { from, to, present } = props;
  const before = useMemo(() => textOf(from, present.body), [from, present.body]);
  const after = useMemo(() => textOf(to, present.body), [to, present.body]);
  const counts = useMemo(
    () => (before === undefined || after === undefined ? undefined : changedLines(before, after)),
    [before, after],
  );
  if (before === undefined || after === undefined) {
    return <p className={classes.words}>{historyText.damaged}</p>;
  }
  if (before === after) return <p className={classes.words}>{historyText.same}</p>;
  return (
    <>
      <p className={classes.counts} role="status">
        {from === 'none' && `${historyText.nothingBefore}. `}
        {counts === undefined
          ? historyText.changedMuch
          : historyText.changed(counts.added, counts.removed)}
      </p>
      <DiffView
        from={before}
        to={after}
        fromLabel={from === 'none' ? historyText.nothingBefore : entryLabel(from)}
        toLabel={entryLabel(to)}
        layout={props.layout}
        whole={props.whole}
        nothingRemoved={counts?.removed === 0}
      />
    </>
  );
}

function Authors(props: ComparisonProps & { readonly to: VersionEntry }) {
  const { to, versions, present } = props;
  const { body, changedBy, changedAtMs } = present;
  const upTo = useMemo(
    () => (isPast(to) ? versions.slice(0, versions.indexOf(to.version) + 1) : versions),
    [to, versions],
  );
  const now = useMemo(
    () =>
      isPast(to)
        ? undefined
        : { text: body, people: changedBy === '' ? [] : [changedBy], atMs: changedAtMs },
    [to, body, changedBy, changedAtMs],
  );
  return <AuthorsView versions={upTo} {...(now === undefined ? {} : { now })} />;
}

/** Undefined where it cannot be read. */
function textOf(entry: VersionEntry | 'none', present: string): string | undefined {
  if (entry === 'none') return '';
  return entry.version === undefined ? present : versionText(entry.version);
}
