import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import { shellText } from '../ui/text/shell.ts';
import { useObservable } from './hub-context.tsx';
import type { AppUpdates } from './service-worker.ts';

const never: AppUpdates = {
  get: () => false,
  subscribe: () => () => undefined,
  apply: () => undefined,
};

export const AppUpdatesContext = createContext<AppUpdates>(never);

/** A quiet button while a newer version waits; nothing reloads by itself. */
export function UpdatePrompt() {
  const updates = useContext(AppUpdatesContext);
  if (!useObservable(updates)) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconSparkles size={14} aria-hidden="true" />}
      onClick={() => updates.apply()}
      title={shellText.useNewVersion}
      visibleFrom="sm"
    >
      {shellText.newVersion}
    </Button>
  );
}
