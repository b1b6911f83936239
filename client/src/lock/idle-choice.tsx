import { NativeSelect } from '@mantine/core';
import { lockText } from '../ui/text/lock.ts';

const words = lockText.settings;

/** When the copy locks by itself. */
export function IdleChoice(props: {
  readonly minutes: number;
  readonly onChange: (minutes: number) => void;
}) {
  return (
    <NativeSelect
      label={words.idle}
      description={words.idleHint}
      value={String(props.minutes)}
      data={words.idleChoices.map(({ minutes, label }) => ({ value: String(minutes), label }))}
      onChange={(event) => props.onChange(Number(event.currentTarget.value))}
    />
  );
}
