import { ActionIcon, Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { createContext, useContext } from 'react';
import { createObservable } from '../hub/observable.ts';
import type { AppKept } from '../kept-app/app-kept.ts';
import { shellText } from '../ui/text/shell.ts';
import { useObservable } from './hub-context.tsx';
import type { AppUpdates } from './service-worker.ts';

const never: AppUpdates = {
  kept: createObservable<AppKept>({ kind: 'never', why: 'development' }),
  get: () => false,
  subscribe: () => () => undefined,
  apply: () => undefined,
  reload: () => Promise.resolve(location.reload()),
};

export const AppUpdatesContext = createContext<AppUpdates>(never);

/** What is known of newer versions of the app, and the way to them. */
export function useAppUpdates(): AppUpdates {
  return useContext(AppUpdatesContext);
}

/** A quiet button while a newer version waits; nothing reloads by itself. */
export function UpdatePrompt() {
  const updates = useAppUpdates();
  if (!useObservable(updates)) return null;
  const words = `${shellText.newVersion}. ${shellText.useNewVersion}`;
  return (
    <>
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
      <ActionIcon
        variant="subtle"
        size={40}
        onClick={() => updates.apply()}
        aria-label={words}
        title={words}
        hiddenFrom="sm"
      >
        <IconSparkles size={20} aria-hidden="true" />
      </ActionIcon>
    </>
  );
}
