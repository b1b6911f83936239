import { Kbd } from '@mantine/core';
import { commandText } from './text/shell.ts';

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

const modifiers = isApple
  ? { mod: '⌘', shift: '⇧', alt: '⌥' }
  : { mod: 'Ctrl ', shift: 'Shift ', alt: 'Alt ' };

function stepToText(step: string): string {
  const parts = step.split('+');
  const key = parts.at(-1) ?? '';
  const held = parts.slice(0, -1).map((part) => (isModifier(part) ? modifiers[part] : part));
  const shown = key === 'Enter' ? '↵' : key === 'Escape' ? 'Esc' : key;
  return `${held.join('')}${shown.length === 1 ? shown.toUpperCase() : shown}`;
}

function isModifier(part: string): part is keyof typeof modifiers {
  return part in modifiers;
}

/** A shortcut as keys: `mod+k` is ⌘K or Ctrl K, `g r` is two keys, one after the other. */
export function Keys(props: { readonly keys: string }) {
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {props.keys.split(' ').map((step, index) => (
        <span key={index}>
          {index > 0 && ` ${commandText.keyThen} `}
          <Kbd size="xs">{stepToText(step)}</Kbd>
        </span>
      ))}
    </span>
  );
}
