import { Notifications } from '@mantine/notifications';

/** What is said in passing, at the bottom; what was said before this was drawn, too. */
export function Notices() {
  return <Notifications position="bottom-right" limit={3} />;
}
