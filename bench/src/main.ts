import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startGenerator } from './load/generator-process.ts';
import { parseOptions, usage, type Options } from './options.ts';
import { formatTable, summarise, type Measurement, type Summary } from './report.ts';
import { analysisScenario } from './scenarios/analysis.ts';
import { browserScenario } from './scenarios/browser.ts';
import { coldLoadScenario } from './scenarios/cold-load.ts';
import { hotRoomScenario } from './scenarios/hot-room.ts';
import { incidentCrowdScenario } from './scenarios/incident-crowd.ts';
import { incidentLongScenario } from './scenarios/incident-long.ts';
import { killScenario } from './scenarios/kill.ts';
import { memoryScenario } from './scenarios/memory.ts';
import { reviewBrowserScenario } from './scenarios/review-browser.ts';
import { reviewScenario } from './scenarios/review.ts';
import { roomsScenario } from './scenarios/rooms.ts';
import type { Scenario, Values } from './scenarios/scenario.ts';
import { searchScenario } from './scenarios/search.ts';
import { slowReaderScenario } from './scenarios/slow-reader.ts';
import { socketsScenario } from './scenarios/sockets.ts';
import { stormScenario } from './scenarios/storm.ts';
import { serverCatalogue, type ServerUnderTest } from './servers/catalogue.ts';
import { installPeers } from './servers/install-peers.ts';

/** What must not outlive the run, however it ends. */
const children = new Set<ChildProcess>();
const folders = new Set<string>();

function cleanUp(): void {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    folders.delete(folder);
  }
}

async function main(): Promise<number> {
  const parsed = parseOptions(process.argv.slice(2));
  if (!parsed.ok) {
    console.error(`${parsed.problem}\n\n${usage}`);
    return 2;
  }
  const { options } = parsed;
  if (options.help) {
    console.log(usage);
    return 0;
  }
  stopAfter(options.minutes);
  const servers = usableServers(options);
  const scenarios = allScenarios().filter(({ name }) => options.scenarios.includes(name));
  const results: ScenarioResult[] = [];
  const write = resultsWriter(options);
  for (const scenario of scenarios) {
    const result = await measure(scenario, servers, options);
    results.push(result);
    console.log(`${formatTable(scenario, result.summaries)}\n`);
    // After each scenario: a run that is stopped early leaves what it has.
    write(results);
  }
  console.log(`Written to ${write(results)}`);
  return results.some((result) => result.failures.length > 0) ? 1 : 0;
}

function allScenarios(): readonly Scenario[] {
  return [
    roomsScenario(),
    hotRoomScenario(),
    coldLoadScenario(),
    memoryScenario(),
    socketsScenario(),
    stormScenario(),
    slowReaderScenario(),
    killScenario(),
    browserScenario(),
    searchScenario(),
    analysisScenario(),
    incidentCrowdScenario(),
    incidentLongScenario(),
    reviewScenario(),
    reviewBrowserScenario(),
  ];
}

function usableServers(options: Options): readonly ServerUnderTest[] {
  const wanted = serverCatalogue().filter(({ name }) => options.servers.includes(name));
  installPeers(wanted);
  return wanted.filter((server) => {
    const reason = server.missing();
    if (reason !== undefined) console.error(`Skipping ${server.name}: ${reason}`);
    return reason === undefined;
  });
}

interface ScenarioResult {
  readonly scenario: string;
  readonly title: string;
  readonly measurements: readonly Measurement[];
  readonly summaries: readonly Summary[];
  readonly failures: readonly string[];
}

/** All servers in turns, round after round, so that a machine that slows down slows all of them. */
async function measure(
  scenario: Scenario,
  servers: readonly ServerUnderTest[],
  options: Options,
): Promise<ScenarioResult> {
  const able = servers.filter((server) => scenario.isFor(server));
  const values = new Map(able.map((server) => [server, new Array<Values | undefined>()]));
  const failures: string[] = [];
  const rounds = scenario.isMeasuredOnce === true ? 1 : options.rounds;
  for (let round = 1; round <= rounds; round++) {
    for (const [server, ofServer] of values) {
      const startedAt = performance.now();
      try {
        ofServer.push(await runOnce(scenario, server, options));
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        const found = JSON.stringify(ofServer.at(-1));
        console.error(`${scenario.name} ${round}/${rounds} ${server.name}: ${seconds} s ${found}`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        console.error(`${scenario.name} ${round}/${rounds} ${server.name} failed: ${reason}`);
        failures.push(`${server.name}, round ${round}: ${reason}`);
        ofServer.push(undefined);
      }
    }
  }
  const measurements = [...values].map(([server, ofServer]) => ({
    server: server.name,
    rounds: ofServer,
  }));
  const summaries = summarise(scenario.figures, measurements);
  return { scenario: scenario.name, title: scenario.title, measurements, summaries, failures };
}

/** One server, fresh folder, fresh generators; nothing of it is left afterwards. */
async function runOnce(
  scenario: Scenario,
  server: ServerUnderTest,
  { size, profileFolder }: Options,
): Promise<Values> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  folders.add(folder);
  const generator = startGenerator(children);
  const observer = startGenerator(children);
  try {
    return await scenario.run({
      server,
      size,
      folder,
      profileFolder,
      children,
      generator,
      observer,
    });
  } finally {
    cleanUp();
  }
}

function resultsWriter(options: Options): (results: readonly ScenarioResult[]) => string {
  const folder = fileURLToPath(new URL('../results', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const path = join(folder, `${at.replaceAll(':', '-')}.json`);
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: cpus().length,
    processor: cpus()[0]?.model,
  };
  return (results) => {
    writeFileSync(path, `${JSON.stringify({ at, machine, options, results }, undefined, 2)}\n`);
    return path;
  };
}

function stopAfter(minutes: number): void {
  const limit = setTimeout(() => {
    console.error(`Stopped after ${minutes} minutes; --minutes allows more.`);
    process.exit(1);
  }, minutes * 60_000);
  limit.unref();
}

process.once('exit', cleanUp);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(130));
}
process.exitCode = await main();
