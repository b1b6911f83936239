import { NativeSelect } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { PlannedFile } from '@holdfast/shared/transfer/import-work';
import type { ConflictChoice } from '@holdfast/shared/transfer/plan-import';
import { importText } from '../ui/text/import.ts';
import { countGroups, groupOf, planGroups, type PlanGroup } from './import-state.ts';
import { PlanRow } from './plan-row.tsx';
import classes from './plan-list.module.css';

const choices = ['leave', 'ours', 'theirs', 'both'] as const;

type OnChoice = (paths: readonly string[], choice: ConflictChoice | undefined) => void;

/** What would happen with each file, thousands of them; conflicts with what can be chosen. */
export function PlanList(props: {
  readonly files: readonly PlannedFile[];
  readonly choices: ReadonlyMap<string, ConflictChoice>;
  readonly onChoice: OnChoice;
  readonly onCompare: (path: string) => void;
  /** What can be done with the plan. */
  readonly children: ReactNode;
}) {
  const { files, onChoice } = props;
  const counts = useMemo(() => countGroups(files), [files]);
  const [group, setGroup] = useState<PlanGroup | 'all'>(counts.conflict > 0 ? 'conflict' : 'all');
  const shown = useMemo(() => sorted(files, group), [files, group]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 40,
    getItemKey: (index) => shown[index]?.path ?? index,
    overscan: 12,
  });
  const conflicts = files.filter((file) => groupOf(file) === 'conflict');
  const chooseForAll = (choice: ConflictChoice | undefined): void => {
    const [texts, images] = [conflicts.filter(isOfText), conflicts.filter((one) => !isOfText(one))];
    onChoice(texts.map(pathOf), choice);
    onChoice(images.map(pathOf), choice === 'both' ? undefined : choice);
  };

  return (
    <>
      <h2 className={classes.title}>{importText.planTitle}</h2>
      <div className={classes.groups} role="group" aria-label={importText.show}>
        {(['all', ...planGroups] as const).map((one) => {
          const count = one === 'all' ? files.length : counts[one];
          if (count === 0) return null;
          return (
            <button
              key={one}
              type="button"
              className={classes.group}
              aria-pressed={one === group}
              data-group={one}
              onClick={() => setGroup(one)}
            >
              {one === 'all' ? importText.all(count) : importText.groups[one](count)}
            </button>
          );
        })}
      </div>
      {conflicts.length > 0 && (
        <div className={classes.conflicts}>
          <p className={classes.lead}>{importText.conflictsLead}</p>
          <ConflictSelect
            label={importText.choiceForAll}
            choice={sameChoice(conflicts.map(pathOf), props.choices)}
            mayKeepBoth={conflicts.some(isOfText)}
            visibleLabel
            onChoice={chooseForAll}
          />
        </div>
      )}
      {counts.locked > 0 && (
        <div className={classes.conflicts}>
          <p className={classes.lead}>{importText.lockedLead(counts.locked)}</p>
        </div>
      )}
      <div ref={scroller} className={classes.scroller}>
        <ul
          aria-label={importText.list}
          className={classes.list}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const file = shown[item.index];
            return file === undefined ? null : (
              <PlanRow
                key={item.key}
                onElement={virtualizer.measureElement}
                index={item.index}
                top={item.start}
                count={shown.length}
                file={file}
                onCompare={props.onCompare}
              >
                {groupOf(file) === 'conflict' && (
                  <ConflictSelect
                    mayKeepBoth={isOfText(file)}
                    label={importText.choice(file.path)}
                    choice={props.choices.get(file.path)}
                    onChoice={(choice) => onChoice([file.path], choice)}
                  />
                )}
              </PlanRow>
            );
          })}
        </ul>
      </div>
      {props.children}
    </>
  );
}

function isOfText({ kind }: PlannedFile): boolean {
  return kind === 'conflict';
}

function pathOf({ path }: PlannedFile): string {
  return path;
}

function ConflictSelect(props: {
  readonly label: string;
  readonly visibleLabel?: boolean;
  /** Two texts can be two runbooks; two images cannot. */
  readonly mayKeepBoth: boolean;
  readonly choice: ConflictChoice | undefined;
  readonly onChoice: (choice: ConflictChoice | undefined) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      className={classes.select}
      {...(props.visibleLabel === true ? { label: props.label } : { 'aria-label': props.label })}
      value={props.choice ?? 'leave'}
      data={choices
        .filter((choice) => choice !== 'both' || props.mayKeepBoth)
        .map((choice) => ({ value: choice, label: importText.choices[choice] }))}
      onChange={(event) => {
        const choice = choices.find((one) => one === event.currentTarget.value);
        props.onChoice(choice === 'leave' ? undefined : choice);
      }}
    />
  );
}

function sameChoice(
  paths: readonly string[],
  all: ReadonlyMap<string, ConflictChoice>,
): ConflictChoice | undefined {
  const [first] = paths;
  const choice = first === undefined ? undefined : all.get(first);
  return paths.every((path) => all.get(path) === choice) ? choice : undefined;
}

/** Conflicts first, then what changes, then what stays. */
function sorted(files: readonly PlannedFile[], group: PlanGroup | 'all'): readonly PlannedFile[] {
  if (group !== 'all') return files.filter((file) => groupOf(file) === group);
  const order = new Map(planGroups.map((one, at) => [one, at]));
  const rank = (file: PlannedFile): number => order.get(groupOf(file)) ?? 0;
  return files.toSorted((a, b) => rank(a) - rank(b));
}
