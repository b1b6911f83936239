import { Notifications } from '@mantine/notifications';
import { IncidentNotifier } from '../incidents/notify/incident-notifier.tsx';

/** What is said in passing, at the bottom; what was said before this was drawn, too. And to those who look elsewhere. */
export function Notices() {
  return (
    <>
      <Notifications position="bottom-right" limit={3} />
      <IncidentNotifier />
    </>
  );
}
