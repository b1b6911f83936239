import { lazyScreen } from '../app/lazy-screen.tsx';
import { useLateMenu } from '../app/use-late-menu.ts';
import { ListMenuButton, type ListMenuProps } from './list-menu-button.tsx';

const OpenMenu = lazyScreen<ListMenuProps>(
  async () => (await import('./open-list-menu.tsx')).OpenListMenu,
  () => null,
);

/** What can be done with all runbooks, or with those that the list shows. */
export function ListMenu(props: ListMenuProps) {
  const [isUsed, open] = useLateMenu(OpenMenu.preload);
  return isUsed ? <OpenMenu {...props} /> : <ListMenuButton onClick={open} />;
}
