import type { ChildProcess } from 'node:child_process';
import type { Target } from '../load/client.ts';
import type { Generator } from '../load/generator-process.ts';
import type { ServerUnderTest } from '../servers/catalogue.ts';
import { freePort, startServerProcess, type ServerProcess } from '../servers/server-process.ts';

/** One number of a scenario. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly digits: number;
  /** Also shown as a ratio to the bare floor of the same round. */
  readonly isRatio?: boolean;
  /** What Holdfast should not exceed: of the ratio where there is one, else of the value. */
  readonly limit?: number;
}

/** @param limit ms; absent where it is only shown */
export function milliseconds(key: string, label: string, limit?: number): Figure {
  return { key, label, unit: 'ms', digits: 0, ...(limit === undefined ? {} : { limit }) };
}

/** Values by figure key; a figure that a server cannot give is left out. */
export type Values = Readonly<Record<string, number>>;

export interface Scenario {
  readonly name: ScenarioName;
  readonly title: string;
  readonly figures: readonly Figure[];
  /** Whether it says anything about this server. */
  isFor(server: ServerUnderTest): boolean;
  /** More rounds would not tell more. */
  readonly isMeasuredOnce?: boolean;
  run(context: RunContext): Promise<Values>;
}

export const scenarioNames = [
  'rooms',
  'hot-room',
  'cold-load',
  'memory',
  'sockets',
  'storm',
  'slow-reader',
  'kill',
  'browser',
  'search',
  'incident-crowd',
  'incident-long',
  'analysis',
  'review',
  'review-browser',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export type Size = 'quick' | 'full';

/** What a scenario gets for one server in one round. */
export interface RunContext {
  readonly server: ServerUnderTest;
  readonly size: Size;
  /** Empty, removed after the run. */
  readonly folder: string;
  /** Where the server leaves CPU profiles, if anywhere. */
  readonly profileFolder: string | undefined;
  readonly children: Set<ChildProcess>;
  readonly generator: Generator;
  /** A second generator process, for what must not wait for the first. */
  readonly observer: Generator;
}

/** A running server and where its clients connect. */
export interface RunningServer extends ServerProcess {
  readonly target: Target;
  readonly httpUrl: string;
  readonly linkUrl: string | undefined;
}

/** Starts the server of this run in its folder; again after a stop, with what it has stored. */
export async function startServer(
  context: RunContext,
  nodeArgs: readonly string[] = [],
): Promise<RunningServer> {
  const { server, folder, profileFolder, children } = context;
  const port = await freePort();
  const launch = server.launch(port, folder);
  const profiling =
    profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const running = await startServerProcess(
    { ...launch, nodeArgs: [...(launch.nodeArgs ?? []), ...profiling, ...nodeArgs] },
    port,
    folder,
    children,
  );
  const address = `127.0.0.1:${port}`;
  const { linkPath } = server;
  return {
    ...running,
    target: { url: `ws://${address}${server.pathPrefix}`, dialect: server.dialect },
    httpUrl: `http://${address}`,
    linkUrl: linkPath === undefined ? undefined : `ws://${address}${linkPath}`,
  };
}
