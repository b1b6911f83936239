import { catch as orElse, z } from 'zod/mini';
import { lineOf, textOf, timeOf } from '../../alerting/machine-report.ts';
import { bareReport, type DrillReport } from './drill-report.ts';
import { namesOf, planNameOf } from './drill-payload.ts';

const someText = orElse(z._default(z.string(), ''), '');
const count = orElse(z._default(z.number(), 0), 0);
const labels = orElse(z._default(z.record(z.string(), z.string()), {}), {});
const probes = orElse(
  z._default(
    z.array(
      z.object({
        name: someText,
        type: someText,
        status: orElse(
          z._default(z.object({ verdict: someText, description: someText }), none()),
          none(),
        ),
      }),
    ),
    [],
  ),
  [],
);

function none(): { verdict: string; description: string } {
  return { verdict: '', description: '' };
}

/** A `ChaosResult` of Litmus as the cluster keeps it (`kubectl get chaosresult NAME -o json`). */
export const litmusSchema = z.object({
  apiVersion: z.string().check(z.regex(/^litmuschaos\.io\//u)),
  kind: z.literal('ChaosResult'),
  metadata: z.object({
    name: z.string().check(z.minLength(1, 'must not be empty')),
    namespace: someText,
    uid: someText,
    creationTimestamp: someText,
    annotations: labels,
    labels,
  }),
  spec: orElse(z.optional(z.object({ engine: someText, experiment: someText })), undefined),
  status: z.object({
    experimentStatus: z.object({
      phase: someText,
      verdict: someText,
      failStep: someText,
      // A text in some versions and a number in others; `Awaited` until it is known.
      probeSuccessPercentage: orElse(z._default(z.union([z.string(), z.number()]), ''), ''),
      errorOutput: orElse(
        z.optional(z.object({ errorCode: someText, reason: someText })),
        undefined,
      ),
    }),
    // Named without its plural in older versions.
    probeStatuses: probes,
    probeStatus: probes,
    history: orElse(
      z.optional(
        z.object({
          passedRuns: count,
          failedRuns: count,
          stoppedRuns: count,
          targets: orElse(
            z._default(
              z.array(z.object({ name: someText, kind: someText, chaosStatus: someText })),
              [],
            ),
            [],
          ),
        }),
      ),
      undefined,
    ),
  }),
});
type Litmus = z.infer<typeof litmusSchema>;

const outcomes: Readonly<Record<string, 'passed' | 'failed' | 'inconclusive'>> = {
  pass: 'passed',
  passed: 'passed',
  fail: 'failed',
  failed: 'failed',
  stopped: 'inconclusive',
  error: 'inconclusive',
};

/** A drill from a result: its verdict is that of the experiment's probes. One result is kept for all runs. */
export function readLitmus(object: Litmus): DrillReport | { readonly problem: string } {
  const { metadata, spec, status } = object;
  const { experimentStatus: said, history } = status;
  const where =
    metadata.namespace === '' ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  const outcome = outcomes[said.verdict.toLowerCase()];
  if (outcome === undefined) {
    const state = said.verdict || said.phase || 'unknown';
    return {
      problem: `ChaosResult ${where}: its verdict is ${lineOf(state, 40)}; send it once it has one`,
    };
  }
  const { passedRuns = 0, failedRuns = 0, stoppedRuns = 0 } = history ?? {};
  const run = passedRuns + failedRuns + stoppedRuns;
  const name = spec?.experiment ?? '';
  const percentage = String(said.probeSuccessPercentage);
  const probeLines = [...status.probeStatuses, ...status.probeStatus].map(
    ({ name: probe, type, status: { verdict, description } }) =>
      `${probe}${type === '' ? '' : ` (${type})`}: ${verdict}${description === '' ? '' : ` – ${description}`}`,
  );
  const hypothesis = textOf(metadata.annotations['holdfast/hypothesis'] ?? '');
  const why = [said.failStep, said.errorOutput?.reason ?? ''].filter(
    (text) => text !== '' && text !== 'N/A',
  );
  return {
    ...bareReport({
      by: 'Litmus',
      // One object is written anew by every run: only the count of them tells runs apart.
      key: JSON.stringify(['litmus', metadata.uid || where, run]),
      title: lineOf(`${name || 'Chaos experiment'}: ${where}${run > 1 ? `, run ${run}` : ''}`),
      drillKind: 'chaos',
    }),
    plan: planNameOf(metadata.annotations['holdfast/plan'] ?? ''),
    scenario: lineOf(metadata.annotations['holdfast/scenario'] ?? ''),
    hypothesis,
    components: namesOf(
      (
        metadata.annotations['holdfast/components'] ??
        metadata.labels['app.kubernetes.io/name'] ??
        ''
      ).split(','),
    ),
    // The object is as old as the first run, and says nothing of when this one was.
    moments: run <= 1 ? { started: timeOf(metadata.creationTimestamp) } : {},
    verdict: {
      outcome,
      hypothesis: hypothesisOf(hypothesis, outcome),
      text: textOf(
        [
          `Litmus: ${said.verdict}`,
          /^\d/u.test(percentage) ? `${percentage} % of the probes succeeded` : '',
          ...why,
        ]
          .filter((text) => text !== '')
          .join('. '),
      ),
    },
    outputs: [
      ...(probeLines.length === 0 ? [] : [textOf(`Probes:\n${probeLines.join('\n')}`)]),
      ...((history?.targets.length ?? 0) === 0
        ? []
        : [
            textOf(
              `Targets:\n${(history?.targets ?? [])
                .map((target) => `${target.kind} ${target.name}: ${target.chaosStatus}`)
                .join('\n')}`,
            ),
          ]),
    ],
    findings: outcome === 'failed' && why.length > 0 ? [textOf(why.join('. '))] : [],
  };
}

/** Where nobody wrote one down, none has held. */
function hypothesisOf(
  hypothesis: string,
  outcome: 'passed' | 'failed' | 'inconclusive',
): 'held' | 'not-held' | 'unknown' {
  if (hypothesis === '' || outcome === 'inconclusive') return 'unknown';
  return outcome === 'passed' ? 'held' : 'not-held';
}
