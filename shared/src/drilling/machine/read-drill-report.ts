import { z } from 'zod/mini';
import { problemOf } from '../../alerting/payload-problem.ts';
import { chaosMeshSchema, readChaosMesh } from './chaos-mesh-result.ts';
import { readDrillPayload } from './drill-payload.ts';
import { type DrillReport, type DrillReportsRead, mostReports } from './drill-report.ts';
import { litmusSchema, readLitmus } from './litmus-result.ts';

const clusterSchema = z.object({ apiVersion: z.string(), kind: z.string() });
const listSchema = z.object({
  kind: z.string().check(z.regex(/List$/u)),
  items: z.array(z.unknown()),
});

/**
 * Reads what a machine says of drills: Holdfast's own form, an experiment of Chaos Mesh, a
 * `ChaosResult` of Litmus, or a list of these as `kubectl get … -o json` gives it. Never throws.
 */
export function readDrillReports(body: unknown): DrillReportsRead {
  const list = listSchema.safeParse(body);
  if (list.success) return readAll(list.data.items);
  const read = readOne(body);
  return 'problem' in read ? { ok: false, problem: read.problem } : { ok: true, reports: read };
}

/** A list may hold what is not done yet beside what is: only where nothing can be taken it is refused. */
function readAll(items: readonly unknown[]): DrillReportsRead {
  if (items.length > mostReports) {
    return { ok: false, problem: `items: at most ${mostReports} at once` };
  }
  const reports: DrillReport[] = [];
  let first: string | undefined;
  for (const item of items) {
    const read = readOne(item);
    if ('problem' in read) first ??= read.problem;
    else reports.push(...read);
  }
  if (reports.length > 0) return { ok: true, reports };
  return { ok: false, problem: first ?? 'items: must not be empty' };
}

function readOne(body: unknown): readonly DrillReport[] | { readonly problem: string } {
  const cluster = clusterSchema.safeParse(body);
  if (!cluster.success) {
    const own = readDrillPayload(body);
    return own.ok ? own.reports : { problem: own.problem };
  }
  const { apiVersion, kind } = cluster.data;
  if (apiVersion.startsWith('chaos-mesh.org/')) return single(chaosMeshSchema, readChaosMesh, body);
  if (apiVersion.startsWith('litmuschaos.io/') && kind === 'ChaosResult') {
    return single(litmusSchema, readLitmus, body);
  }
  return {
    problem: `kind: ${kind} of ${apiVersion} says nothing of a drill; experiments of Chaos Mesh and ChaosResults of Litmus do`,
  };
}

function single<T>(
  schema: z.core.$ZodType<T> & {
    safeParse(
      body: unknown,
    ):
      | { success: true; data: T }
      | { success: false; error: { issues: Parameters<typeof problemOf>[0] } };
  },
  read: (object: T) => DrillReport | { readonly problem: string },
  body: unknown,
): readonly DrillReport[] | { readonly problem: string } {
  const parsed = schema.safeParse(body);
  if (!parsed.success) return { problem: problemOf(parsed.error.issues) };
  const report = read(parsed.data);
  return 'problem' in report ? report : [report];
}
