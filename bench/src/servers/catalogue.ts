import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Dialect } from '../load/dialect.ts';
import type { Launch } from './server-process.ts';

/** A server that can be measured. */
export interface ServerUnderTest {
  readonly name: ServerName;
  readonly dialect: Dialect;
  /** What stands before the document name in the address. */
  readonly pathPrefix: string;
  /** Where it takes links of its own protocol, which acknowledges what is on disk. */
  readonly linkPath?: string;
  /** Keeps documents on disk, answers the sync handshake; the floors do neither. */
  readonly keepsDocuments: boolean;
  /** Has to be installed into `bench/peers` first. */
  readonly isPeer: boolean;
  launch(port: number, folder: string): Launch;
  /** Why it cannot be measured here, or undefined. */
  missing(): string | undefined;
}

export const serverNames = [
  'floor',
  'floor-joined',
  'holdfast',
  'y-websocket-server',
  'hocuspocus',
] as const;
export type ServerName = (typeof serverNames)[number];

/** Every server, in the order in which one round measures them. */
export function serverCatalogue(): readonly ServerUnderTest[] {
  return [
    bareServer('floor', new URL('./floor.ts', import.meta.url)),
    bareServer('floor-joined', new URL('./floor-joined.ts', import.meta.url)),
    holdfast(),
    yWebsocketServer(),
    hocuspocus(),
  ];
}

function bareServer(name: 'floor' | 'floor-joined', script: URL): ServerUnderTest {
  return {
    name,
    dialect: 'bare',
    pathPrefix: '/',
    keepsDocuments: false,
    isPeer: false,
    launch: (port) => ({
      script: fileURLToPath(script),
      args: [String(port)],
      nodeArgs: ['--import', import.meta.resolve('tsx')],
    }),
    missing: () => undefined,
  };
}

function holdfast(): ServerUnderTest {
  const script = fileURLToPath(new URL('../../../server/dist/main.js', import.meta.url));
  return {
    name: 'holdfast',
    dialect: 'y-websocket',
    pathPrefix: '/sync/bench/',
    linkPath: '/link/bench',
    keepsDocuments: true,
    isPeer: false,
    launch: (port, folder) => ({
      script,
      args: [
        ...['relay', '--listen', `127.0.0.1:${port}`, '--data', `${folder}/data`],
        // The whole load comes from one address.
        ...['--max-sockets-per-address', '20000'],
      ],
    }),
    missing: () => (existsSync(script) ? undefined : 'not built: run "npm run build" first'),
  };
}

function yWebsocketServer(): ServerUnderTest {
  const installed = peerFile('node_modules/@y/websocket-server/package.json');
  return {
    name: 'y-websocket-server',
    dialect: 'y-websocket',
    pathPrefix: '/',
    keepsDocuments: true,
    isPeer: true,
    launch: (port, folder) => ({
      script: peerFile('y-websocket-server.js'),
      args: [String(port)],
      env: { YPERSISTENCE: `${folder}/leveldb` },
    }),
    missing: () => (existsSync(installed) ? undefined : 'not installed'),
  };
}

function hocuspocus(): ServerUnderTest {
  const installed = peerFile('node_modules/@hocuspocus/server/package.json');
  return {
    name: 'hocuspocus',
    dialect: 'hocuspocus',
    pathPrefix: '/',
    keepsDocuments: true,
    isPeer: true,
    launch: (port, folder) => ({
      script: peerFile('hocuspocus.js'),
      args: [String(port), folder],
    }),
    missing: () => (existsSync(installed) ? undefined : 'not installed'),
  };
}

function peerFile(path: string): string {
  return fileURLToPath(new URL(`../../peers/${path}`, import.meta.url));
}
