import { lazyScreen } from '../app/lazy-screen.tsx';
import { useLateMenu } from '../app/use-late-menu.ts';
import { RunbookMenuButton, type RunbookMenuProps } from './runbook-menu-button.tsx';

const OpenMenu = lazyScreen<RunbookMenuProps>(
  async () => (await import('./open-runbook-menu.tsx')).OpenRunbookMenu,
  () => null,
);

/** What can be done to a whole runbook, behind three dots. */
export function RunbookMenu(props: RunbookMenuProps) {
  const [isUsed, open] = useLateMenu(OpenMenu.preload);
  // A list has many menus and opens few: until then each is nothing but its button.
  return isUsed ? <OpenMenu {...props} /> : <RunbookMenuButton {...props} onClick={open} />;
}
