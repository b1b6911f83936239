import { readWorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import { useEffect, useState } from 'react';
import { useDocument } from '../documents/use-document.ts';
import { accessStateText } from '../ui/text/access-state.ts';
import { peopleToAsk } from './people-to-ask.ts';

/** Names of admins to ask, in one phrase: `Ana, Ben or Cleo`. Empty where this device knows of none. */
export function usePeopleToAsk(): string {
  const workspace = useDocument('workspace');
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    if (workspace.kind !== 'ready') return undefined;
    const { doc } = workspace.open;
    const read = (): void => setNames(peopleToAsk(readWorkspaceAccess(doc), Date.now()));
    read();
    doc.on('update', read);
    return () => doc.off('update', read);
  }, [workspace]);
  return inOnePhrase(names);
}

function inOnePhrase(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined || names.length === 1) return last ?? '';
  return `${names.slice(0, -1).join(', ')} ${accessStateText.and} ${last}`;
}
