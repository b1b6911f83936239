import { useEffect, useState } from 'react';
import { nameWorkspace } from '../hub/workspace-choice.ts';
import { shellText } from '../ui/text/shell.ts';
import { useHub } from './hub-context.tsx';

/** Ways to the workspaces in which the present address may have been meant. Nothing where there are none. */
export function OtherWorkspaces() {
  const hub = useHub();
  const [others, setOthers] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    void hub.likelyWorkspaces().then((found) => {
      if (!gone) setOthers(found);
    });
    return () => {
      gone = true;
    };
  }, [hub]);
  if (others.length === 0) return null;
  return (
    <>
      <p>{shellText.lookedIn(hub.workspace)}</p>
      {others.map((workspace) => (
        // Another workspace is another hub: the page starts anew.
        <a key={workspace} href={nameWorkspace(location.pathname + location.hash, workspace)}>
          {shellText.openIn(workspace)}
        </a>
      ))}
    </>
  );
}
