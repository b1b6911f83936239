import { useState } from 'react';
import { notifyText } from '../../ui/text/notify.ts';
import { askForNotifications, notificationPermission } from './browser-notifications.ts';
import { useNotifyPreference } from './notify-preference.ts';

/** The switch for notifications, and what stands in its way. */
export function useNotifySwitch(): {
  readonly isOn: boolean;
  /** In words; empty where nothing does. */
  readonly problem: string;
  turn(isOn: boolean): Promise<void>;
} {
  const { isOn, setOn } = useNotifyPreference();
  const [problem, setProblem] = useState('');
  const permission = notificationPermission();

  async function turn(next: boolean): Promise<void> {
    setProblem('');
    if (!next) return setOn(false);
    const allowed = permission === 'granted' ? permission : await askForNotifications();
    if (allowed === 'granted') return setOn(true);
    const { refused, notAnswered, unsupported } = notifyText;
    setProblem({ denied: refused, default: notAnswered, unsupported }[allowed]);
  }

  const stopped = isOn && permission !== 'granted' ? notifyText.stopped : '';
  return { isOn, problem: problem || stopped, turn };
}
