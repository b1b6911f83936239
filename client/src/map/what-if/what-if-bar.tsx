import { ActionIcon, Button, Kbd, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconLink, IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { showNotice, showProblem } from '../../ui/notice.tsx';
import { commonText } from '../../ui/text/common.ts';
import { mapWhatIfText as words } from '../../ui/text/map-what-if.ts';
import { useMap } from '../map-context.tsx';
import { findTakeable } from './find-takeable.ts';
import { useWhatIf, type WhatIf } from './use-what-if.ts';
import { WhatIfList } from './what-if-list.tsx';
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

/** On every screen of the map while "what if" is on: what is taken away, and what falls. */
export function WhatIfBar() {
  const whatIf = useWhatIf();
  const map = useMap();
  const [isOpen, setOpen] = useState(false);
  const [isAdding, setAdding] = useState(false);
  useLeaveByKey(whatIf);
  if (!whatIf.isOn) return null;
  const taken = takenIn(map, whatIf.without);
  const isEmpty = taken.length === 0;
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <section className={classes.bar} aria-label={words.bar}>
      <div className={classes.line}>
        <strong className={classes.title}>{words.bar}</strong>
        <ul className={classes.taken} aria-label={words.taken}>
          {taken.map(({ kind, id, name, isHere }) => (
            <li key={`${kind}/${id}`} className={classes.chip}>
              <span className={classes.kind}>{words.kinds[kind]}</span>
              <span dir="auto">{name}</span>
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
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          aria-expanded={isAdding || isEmpty}
          onClick={() => setAdding(!isAdding)}
        >
          {words.add}
        </Button>
        <span className={classes.space} />
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
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<Kbd size="xs">{words.leaveKey}</Kbd>}
          onClick={whatIf.leave}
        >
          {words.leave}
        </Button>
      </div>
      {(isAdding || isEmpty) && <TakeAway map={map} whatIf={whatIf} />}
      <div className={classes.line}>
        <p className={classes.summary} role="status">
          {summary(whatIf)}
        </p>
        {!isEmpty && whatIf.answer !== undefined && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={isOpen}
            leftSection={<Chevron size={14} aria-hidden="true" />}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? words.hideDetails : words.showDetails}
          </Button>
        )}
      </div>
      {isOpen && !isEmpty && <WhatIfList map={map} whatIf={whatIf} />}
    </section>
  );
}

function summary({ without, answer, hasFailed, fallen, degraded }: WhatIf): string {
  if (takenCount(without) === 0) return words.nothing;
  if (hasFailed) return words.failed;
  if (answer === undefined) return words.working;
  const parts = [words.falls(fallen.size)];
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
function TakeAway(props: { readonly map: MapValue; readonly whatIf: WhatIf }) {
  const { map, whatIf } = props;
  const [query, setQuery] = useState('');
  const list = useId();
  const found = findTakeable(map, query, whatIf.without);
  return (
    <form
      className={classes.take}
      onSubmit={(event) => {
        event.preventDefault();
        const [first] = found;
        if (first === undefined) return;
        setQuery('');
        whatIf.toggle(first.kind, first.id);
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
        {found.map(({ kind, id, name }) => (
          <li key={`${kind}/${id}`}>
            <button
              type="button"
              className={classes.foundOne}
              onClick={() => whatIf.toggle(kind, id)}
            >
              <span dir="auto">{name}</span>
              <span className={classes.kind}>{words.kinds[kind]}</span>
            </button>
          </li>
        ))}
        {found.length === 0 && <li className={classes.none}>{words.nothingFound}</li>}
      </ul>
    </form>
  );
}
