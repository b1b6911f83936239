import { Switch } from '@mantine/core';
import { Section } from '../../ui/section.tsx';
import { notifyText } from '../../ui/text/notify.ts';
import { useNotifySwitch } from './use-notify-switch.ts';

/** The switch for notifications among the settings. */
export function NotifyPart() {
  const { isOn, problem, turn } = useNotifySwitch();
  return (
    <Section title={notifyText.title}>
      <Switch
        mt="xs"
        label={notifyText.label}
        description={notifyText.hint}
        error={problem === '' ? undefined : <span role="alert">{problem}</span>}
        checked={isOn}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
    </Section>
  );
}
