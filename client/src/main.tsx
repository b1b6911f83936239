import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/global.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod/mini';
import { App, Frame } from './app/app.tsx';
import { StartFailed, Starting } from './app/start-pages.tsx';
import { watchAppUpdates } from './app/service-worker.ts';
import { AppUpdatesContext } from './app/update-prompt.tsx';
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

try {
  const hub = await connectHub();
  root.render(
    <Frame>
      <AppUpdatesContext value={updates}>
        <App hub={hub} />
      </AppUpdatesContext>
    </Frame>,
  );
} catch (error) {
  root.render(
    <Frame>
      <StartFailed problem={error instanceof Error ? error.message : String(error)} />
    </Frame>,
  );
}
