import { useEffect } from 'react';
import { useHub } from '../../app/hub-context.tsx';
import { useAccessReport } from '../use-access.ts';

/**
 * Where an admin ordered this device to delete its copy, every tab leaves for the page that does it:
 * as long as a tab is open, it holds what is to be deleted. Draws nothing.
 */
export function LeaveForWipe() {
  const { workspace } = useHub();
  const isOrdered = useAccessReport()?.wipe !== undefined;
  useEffect(() => {
    if (isOrdered) location.replace(`/wiped.html?workspace=${encodeURIComponent(workspace)}`);
  }, [isOrdered, workspace]);
  return null;
}
