import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfig, type RawFlags } from '../config.ts';
import { type Relay, startRelay } from '../relay/relay.ts';
import type { createRelayFixture } from '../relay/relay-fixture.ts';

/** Of the page that a relay of `startWithApp` serves. */
export const appPage = '<!doctype html><title>the app</title>';

/** For tests: starts a relay of version 1.2.3 that serves an app of three files. The caller stops it. */
export async function startWithApp(
  fixture: Pick<ReturnType<typeof createRelayFixture>, 'folder'>,
  flags: RawFlags = {},
): Promise<Relay> {
  const appFolder = fixture.folder();
  mkdirSync(join(appFolder, 'assets'));
  writeFileSync(join(appFolder, 'index.html'), appPage);
  writeFileSync(join(appFolder, 'sw.js'), '// worker');
  writeFileSync(join(appFolder, 'assets', 'main-1a2b3c.js'), '// code');
  const loaded = loadConfig({ listen: '127.0.0.1:0', data: fixture.folder(), ...flags }, {});
  if (!loaded.ok) throw new Error(loaded.problems.join());
  return startRelay({
    config: loaded.config,
    appFolder,
    version: '1.2.3',
    log: pino({ level: 'silent' }),
    onLost: () => undefined,
  });
}
