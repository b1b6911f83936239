import { catch as orElse, z } from 'zod/mini';
import { lineOf, textOf, timeOf } from '../../alerting/machine-report.ts';
import { bareReport, type DrillReport } from './drill-report.ts';
import { namesOf, planNameOf } from './drill-payload.ts';

const someText = orElse(z._default(z.string(), ''), '');
const labels = orElse(z._default(z.record(z.string(), z.string()), {}), {});

/** An experiment of Chaos Mesh as the cluster keeps it (`kubectl get podchaos NAME -o json`). */
export const chaosMeshSchema = z.object({
  apiVersion: z.string().check(z.regex(/^chaos-mesh\.org\//u)),
  kind: z.string().check(z.minLength(1)),
  metadata: z.object({
    name: z.string().check(z.minLength(1, 'must not be empty')),
    namespace: someText,
    uid: someText,
    creationTimestamp: someText,
    annotations: labels,
    labels,
  }),
  spec: orElse(z.optional(z.object({ action: someText, duration: someText })), undefined),
  status: z.optional(
    z.object({
      conditions: orElse(
        z._default(z.array(z.object({ type: z.string(), status: z.string() })), []),
        [],
      ),
      experiment: orElse(
        z.optional(
          z.object({
            desiredPhase: someText,
            containerRecords: orElse(
              z._default(
                z.array(
                  z.object({
                    id: someText,
                    phase: someText,
                    injectedCount: orElse(z._default(z.number(), 0), 0),
                    events: orElse(
                      z._default(
                        z.array(
                          z.object({
                            type: someText,
                            operation: someText,
                            timestamp: someText,
                            message: someText,
                          }),
                        ),
                        [],
                      ),
                      [],
                    ),
                  }),
                ),
                [],
              ),
              [],
            ),
          }),
        ),
        undefined,
      ),
    }),
  ),
});
type ChaosMesh = z.infer<typeof chaosMeshSchema>;

const mostTargets = 30;

/**
 * A drill from an experiment. Chaos Mesh injects a fault and takes it back; it does not say whether
 * the system withstood it (github.com/chaos-mesh/chaos-mesh, issue 3160), so the drill asks people
 * for a verdict, unless an annotation `holdfast/outcome` gives one. Undefined while the fault is
 * still injected, or was never.
 */
export function readChaosMesh(object: ChaosMesh): DrillReport | { readonly problem: string } {
  const { kind, metadata, spec, status } = object;
  const where =
    metadata.namespace === '' ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  const holds = (type: string): boolean =>
    status?.conditions.some((one) => one.type === type && one.status === 'True') ?? false;
  const records = status?.experiment?.containerRecords ?? [];
  const events = records.flatMap((record) => record.events);
  const times = (operation: string): readonly number[] =>
    events
      .filter((event) => event.operation === operation && event.type === 'Succeeded')
      .flatMap(({ timestamp }) => timeOf(timestamp) ?? []);
  const applied = times('Apply');
  // `AllRecovered` also holds of what never was injected.
  const wasInjected =
    applied.length > 0 ||
    holds('AllInjected') ||
    records.some(({ injectedCount }) => injectedCount > 0);
  if (!wasInjected) {
    return {
      problem: `${kind} ${where}: the fault has not been injected yet; send it once it was`,
    };
  }
  if (!holds('AllRecovered')) {
    return { problem: `${kind} ${where}: the fault still holds; send it once it was taken back` };
  }
  const startedMs = applied.length > 0 ? Math.min(...applied) : timeOf(metadata.creationTimestamp);
  const recovered = times('Recover');
  const failures = events.filter((event) => event.type === 'Failed');
  const outcome = metadata.annotations['holdfast/outcome'] ?? '';
  const known = outcome === 'passed' || outcome === 'failed' || outcome === 'inconclusive';
  const components = (
    metadata.annotations['holdfast/components'] ??
    metadata.labels['app.kubernetes.io/name'] ??
    ''
  ).split(',');
  return {
    ...bareReport({
      by: 'Chaos Mesh',
      key: JSON.stringify(['chaos-mesh', metadata.uid || where, startedMs ?? 0]),
      title: lineOf(`${kind}${spec?.action ? ` (${spec.action})` : ''}: ${where}`),
      drillKind: 'chaos',
    }),
    plan: planNameOf(metadata.annotations['holdfast/plan'] ?? ''),
    scenario: lineOf(metadata.annotations['holdfast/scenario'] ?? ''),
    hypothesis: textOf(metadata.annotations['holdfast/hypothesis'] ?? ''),
    components: namesOf(components),
    moments: { started: startedMs },
    verdict: known ? { outcome, hypothesis: 'unknown', text: '' } : undefined,
    notes: [
      ...(recovered.length > 0
        ? [
            `The fault was taken back at ${new Date(Math.max(...recovered)).toISOString()}. Whether the system was well by then, Chaos Mesh does not say.`,
          ]
        : []),
      ...(known
        ? []
        : [
            'Chaos Mesh gives no verdict. Say whether the system withstood it, and when it was well again.',
          ]),
      ...(failures.length > 0
        ? [
            textOf(
              `Not everything went as asked:\n${failures
                .slice(0, mostTargets)
                .map(({ operation, message }) => `${operation}: ${message}`)
                .join('\n')}`,
            ),
          ]
        : []),
    ],
    outputs:
      records.length === 0
        ? []
        : [
            textOf(
              `Targets:\n${records
                .slice(0, mostTargets)
                .map(({ id, phase }) => `${id}: ${phase}`)
                .join('\n')}`,
            ),
          ],
  };
}
