import { IconLock } from '@tabler/icons-react';
import { Link } from 'wouter';
import { routeToPath } from '../app/routes.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { accessStateText } from '../ui/text/access-state.ts';
import { shellText } from '../ui/text/shell.ts';

/** In the place of a document that this device does not get: why, and whom to ask. */
export function ForOthersPage({ why }: { readonly why: string }) {
  return (
    <MessagePage
      whole
      title={accessStateText.forOthersTitle}
      icon={<IconLock size={30} stroke={1.5} />}
    >
      <p>{why}</p>
      <Link href={routeToPath({ page: 'home' })}>{shellText.home}</Link>
    </MessagePage>
  );
}
