import { ActionIcon, Button, Kbd, TextInput } from '@mantine/core';
import { IconLink, IconListDetails, IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { showNotice, showProblem } from '../../ui/notice.tsx';
import { commonText } from '../../ui/text/common.ts';
import { mapWhatIfText as words } from '../../ui/text/map-what-if.ts';
import { useMap } from '../map-context.tsx';
import { fallenParts, missedObjectives } from './fallen-parts.ts';
import { findTakeable } from './find-takeable.ts';
import { useWhatIf, type WhatIf } from './use-what-if.ts';
import { takenCount, takenIn } from './without.ts';
import classes from './what-if-bar.module.css';

/** Begins "what if"; not there while it is on. */
export function WhatIfButton() {
  const { isOn, start } = useWhatIf();
  if (isOn) return null;
  return (
    <Button size="xs" variant="default" onClick={start}>
      {words.start}
    </Button>
  );
}

/** While "what if" is on: what is taken away, and how much falls. */
export function WhatIfBar() {
  const whatIf = useWhatIf();
  const map = useMap();
  const [isAdding, setAdding] = useState(false);
  const adds = useRef<HTMLButtonElement>(null);
  useLeaveByKey(whatIf);
  if (!whatIf.isOn) return null;
  const taken = takenIn(map, whatIf.without);
  const isEmpty = taken.length === 0;
  const isPicking = isAdding || isEmpty;

  function fold(): void {
    setAdding(false);
    adds.current?.focus();
  }

  return (
    <section className={classes.bar} aria-label={words.bar}>
      <div className={classes.line}>
        <strong className={classes.title}>{words.bar}</strong>
        {!isEmpty && (
          <ul className={classes.taken} aria-label={words.taken}>
            {taken.map(({ kind, id, name, isHere }) => (
              <li key={`${kind}/${id}`} className={classes.chip}>
                <span className={classes.kind}>{words.kinds[kind]}</span>
                <span className={classes.name} dir="auto" title={name}>
                  {name}
                </span>
                {!isHere && <span className={classes.kind}>({words.unknown})</span>}
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={words.giveBack(name)}
                  onClick={() => whatIf.toggle(kind, id)}
                >
                  <IconX size={13} aria-hidden="true" />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <Button
          ref={adds}
          size="compact-sm"
          variant="default"
          className={classes.add}
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          aria-expanded={isPicking}
          onClick={() => setAdding(!isAdding)}
        >
          {words.add}
        </Button>
        <p className={classes.summary} role="status">
          {summary(map, whatIf)}
        </p>
        <span className={classes.ways}>
          {!isEmpty && whatIf.answer !== undefined && (
            <Button
              size="compact-sm"
              variant="default"
              aria-expanded={whatIf.isListShown}
              leftSection={<IconListDetails size={14} aria-hidden="true" />}
              onClick={() => whatIf.showList(!whatIf.isListShown)}
            >
              {whatIf.isListShown ? words.hideDetails : words.showDetails}
            </Button>
          )}
          {!isEmpty && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconLink size={14} aria-hidden="true" />}
              onClick={() => void copyAddress()}
            >
              {words.copy}
            </Button>
          )}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          rightSection={
            <Kbd size="xs" className={classes.key}>
              {words.leaveKey}
            </Kbd>
          }
          className={classes.leave}
          onClick={whatIf.leave}
        >
          {words.leave}
        </Button>
      </div>
      {isPicking && (
        <TakeAway map={map} whatIf={whatIf} onTaken={fold} onLeave={isEmpty ? undefined : fold} />
      )}
    </section>
  );
}

const mostNamed = 3;

function summary(map: MapValue, { without, answer, hasFailed, fallen, degraded }: WhatIf): string {
  if (takenCount(without) === 0) return words.nothing;
  if (hasFailed) return words.failed;
  if (answer === undefined) return words.working;
  const parts = [words.falls(fallen.size)];
  const missed = missedObjectives(map, fallen.keys());
  if (missed.length > 0) {
    const [part] = fallenParts(map, missed);
    const named = (part?.ids ?? []).slice(0, mostNamed);
    const names = named.map((id) => map.components.get(id)?.name ?? id).join(', ');
    const more = missed.length - named.length;
    parts.push(words.missed(missed.length, more === 0 ? names : words.andMore(names, more)));
  }
  if (degraded.size > 0) parts.push(words.degrades(degraded.size));
  if (answer.orphaned.length > 0) parts.push(words.orphaned(answer.orphaned.length));
  return `${parts.join(', ')}.`;
}

async function copyAddress(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    showNotice(words.copied);
  } catch {
    showProblem(commonText.copyFailed, location.href);
  }
}

/** Escape leaves, unless something else is there to be left first. */
function useLeaveByKey({ isOn, leave }: WhatIf): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (isSomethingOpen()) return;
      leave();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn, leave]);
}

/** A dialog, a menu or a list of choices: what is only kept for later is not seen. */
function isSomethingOpen(): boolean {
  const open = document.querySelectorAll('[role="dialog"],[role="menu"],[role="listbox"]');
  return [...open].some((one) => one.getClientRects().length > 0);
}

/** People, components and failure domains by name; Enter takes the first away. */
function TakeAway(props: {
  readonly map: MapValue;
  readonly whatIf: WhatIf;
  readonly onTaken: () => void;
  /** Undefined where there is nothing else to do. */
  readonly onLeave: (() => void) | undefined;
}) {
  const { map, whatIf, onTaken, onLeave } = props;
  const [query, setQuery] = useState('');
  const list = useId();
  const found = findTakeable(map, query, whatIf.without);

  function take({ kind, id }: (typeof found)[number]): void {
    setQuery('');
    whatIf.toggle(kind, id);
    onTaken();
  }

  return (
    <form
      className={classes.take}
      onSubmit={(event) => {
        event.preventDefault();
        const [first] = found;
        if (first === undefined) return;
        take(first);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || onLeave === undefined) return;
        event.preventDefault();
        onLeave();
      }}
    >
      <TextInput
        size="xs"
        aria-label={words.search}
        placeholder={words.search}
        value={query}
        aria-controls={list}
        autoComplete="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- Asked for by the button just pressed.
        autoFocus
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <ul id={list} className={classes.found} aria-label={words.add}>
        {found.map((one) => (
          <li key={`${one.kind}/${one.id}`}>
            <button type="button" className={classes.foundOne} onClick={() => take(one)}>
              <span dir="auto">{one.name}</span>
              <span className={classes.kind}>{words.kinds[one.kind]}</span>
            </button>
          </li>
        ))}
        {found.length === 0 && <li className={classes.none}>{words.nothingFound}</li>}
      </ul>
    </form>
  );
}
