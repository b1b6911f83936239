import { readFileSync } from 'node:fs';
import { appendReport } from '@holdfast/shared/alerting/write-report';
import type { DrillReport, DrillReportsRead } from '@holdfast/shared/drilling/machine/drill-report';
import { type JUnitAbout, readJUnit } from '@holdfast/shared/drilling/machine/junit-file';
import {
  drillOfReport,
  planDrillReport,
} from '@holdfast/shared/drilling/machine/plan-drill-report';
import { readDrillReports } from '@holdfast/shared/drilling/machine/read-drill-report';
import { readDrillEntries } from '@holdfast/shared/model/drill-entries';
import { drillLogDocument, sealDrill } from '@holdfast/shared/model/drill-log';
import { mapDocument, readMap } from '@holdfast/shared/model/map';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { readFileText } from '@holdfast/shared/transfer/file-text';
import { parse } from 'yaml';
import { nodeRandom } from '../relay/node-clock.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText } from './output.ts';
import type { Session } from './session.ts';
import { savedText, withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface RecordDrillsDeps extends WorkspaceCommandDeps {
  /** A file of JSON, YAML or JUnit's XML. */
  readonly path: string;
  /** What a JUnit file does not say. */
  readonly about: JUnitAbout;
}

/** Records what a machine says of drills, as the webhook does. Told again it adds nothing. */
export async function recordDrills(deps: RecordDrillsDeps): Promise<ExitCode> {
  const { output, path } = deps;
  const read = readReports(readText(path), deps.about);
  if (!read.ok) throw new CommandError(`${path} cannot be read: ${read.problem}.`);
  return withExistingSession(deps, async (session, { workspace }) => {
    const map = await mapOf(session);
    let entries = 0;
    for (const report of read.reports) entries += await record(session, report, map);
    const drills = read.reports.map(drillOfReport);
    const saved = entries > 0 ? await session.saved() : undefined;
    if (deps.json) {
      output.data(jsonText({ workspace, savedOnRelays: saved?.relays ?? null, drills, entries }));
      return exitCodes.ok;
    }
    output.message(
      entries > 0
        ? `${counted(drills.length, 'drill')} recorded, ${counted(entries, 'new entry', 'new entries')}.`
        : 'Nothing to write: everything was there already.',
    );
    if (saved !== undefined) output.message(savedText(saved));
    return exitCodes.ok;
  });
}

function readText(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown';
    throw new CommandError(`${path} cannot be read: ${why}.`, exitCodes.failed, { cause: error });
  }
  const text = readFileText(bytes);
  if (!text.ok) throw new CommandError(`${path} is no text of at most 1 MB in UTF-8.`);
  return text.text;
}

function readReports(text: string, about: JUnitAbout): DrillReportsRead {
  if (text.trimStart().startsWith('<')) return readJUnit(text, about);
  try {
    // JSON is YAML, too. Few aliases: a file may not grow without end while it is read.
    const body: unknown = parse(text, { maxAliasCount: 100 });
    return readDrillReports(body);
  } catch (error) {
    return {
      ok: false,
      problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : '',
    };
  }
}

async function record(
  session: Session,
  report: DrillReport,
  map: MapValue | undefined,
): Promise<number> {
  const name = drillOfReport(report);
  const context = {
    actor: { name: report.by, device: '' },
    nowMs: Date.now(),
    random: nodeRandom,
  };
  let added = 0;
  await session.change(name, (doc) => {
    const has = (document: string) => session.documents().some((one) => one === document);
    const plan = planDrillReport(report, readDrillEntries(doc), { map, has }, context.nowMs);
    if (!plan.ok) throw new CommandError(`${report.title}: ${plan.problem}.`);
    appendReport(doc, plan.entries, context);
    added = plan.entries.length;
    return added > 0;
  });
  const drill = await session.read(name);
  if (drill === undefined) return added;
  try {
    if (!readDrillEntries(drill).some(({ kind }) => kind === 'verdict')) return added;
    await session.change(drillLogDocument, (log) => {
      const sealed = sealDrill(log, name, drill, context);
      return sealed.ok && sealed.changed;
    });
  } finally {
    drill.destroy();
  }
  return added;
}

async function mapOf(session: Session): Promise<MapValue | undefined> {
  const doc = await session.read(mapDocument);
  if (doc === undefined) return undefined;
  try {
    return readMap(doc);
  } finally {
    doc.destroy();
  }
}
