import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/global.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod/mini';
import { App, Frame } from './app/app.tsx';
import { StartFailed, Starting } from './app/start-pages.tsx';
import { watchAppUpdates } from './app/service-worker.ts';
import { AppUpdatesContext } from './app/update-prompt.tsx';
import type { HubClient } from './hub/client-api.ts';
import { connectHub } from './hub/connect-hub.ts';

// The relay's content security policy forbids making code from text.
z.config({ jitless: true });

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
const root = createRoot(element);

root.render(
  <Frame>
    <Starting />
  </Frame>,
);

const updates = watchAppUpdates(
  import.meta.env.PROD ? '/sw.js' : undefined,
  new URL(import.meta.url).pathname,
);

const open = (hub: HubClient): void =>
  root.render(
    <Frame>
      <AppUpdatesContext value={updates}>
        <App hub={hub} />
      </AppUpdatesContext>
    </Frame>,
  );

try {
  const { pathname, href } = location;
  if (/^\/(join|signed-in)$/.test(pathname)) {
    // What lets somebody in leaves the address, and with it the history, before anything else is done.
    history.replaceState(null, '', pathname);
    const { showArrival } = await import('./access/show-arrival.tsx');
    const render = (page: ReactNode): void => root.render(<Frame>{page}</Frame>);
    showArrival({ href, render, connect: connectHub, open });
  } else open(await connectHub());
} catch (error) {
  root.render(
    <Frame>
      <StartFailed problem={error instanceof Error ? error.message : String(error)} />
    </Frame>,
  );
}
