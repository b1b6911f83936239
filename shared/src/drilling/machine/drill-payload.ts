import { z } from 'zod/mini';
import { lineOf, textOf, timeOf, webAddress } from '../../alerting/machine-report.ts';
import { problemOf } from '../../alerting/payload-problem.ts';
import { drillKinds } from '../../model/drill-kinds.ts';
import { drillVerdicts, hypothesisVerdicts } from '../../model/drill-words.ts';
import { limits } from '../../model/meta.ts';
import { documentNameSchema } from '../../protocol/names.ts';
import { bareReport, type DrillReport, type DrillReportsRead } from './drill-report.ts';

const line = z
  .string('must be a text')
  .check(z.refine((text) => lineOf(text) !== '', 'must not be empty'));
const someText = z.optional(z.string());
const time = z.optional(
  z.string().check(z.refine((text) => timeOf(text) !== undefined, 'must be a time')),
);
const seconds = z.optional(z.number().check(z.gte(0), z.lte(10 * 366 * 24 * 3600)));
const texts = z._default(z.array(z.string()).check(z.maxLength(50)), []);
const names = z._default(z.array(z.string()).check(z.maxLength(100)), []);

/** What `POST /api/v1/webhooks/drills` takes; described in `docs/drill-evidence.md`. Other fields are passed over. */
const payloadSchema = z.object({
  title: line,
  key: z.string('must be a text').check(z.minLength(1, 'must not be empty'), z.maxLength(500)),
  kind: z._default(z.enum(drillKinds), 'chaos'),
  source: someText,
  plan: z.optional(
    z
      .string()
      .check(
        z.refine(
          (plan) => plan === '' || planNameOf(plan) !== '',
          'must be the id of a plan, as in its address',
        ),
      ),
  ),
  scenario: z.optional(z.string().check(z.maxLength(limits.itemLength))),
  hypothesis: someText,
  components: names,
  rtoSeconds: seconds,
  rpoSeconds: seconds,
  startedAt: time,
  detectedAt: time,
  restoredAt: time,
  dataPointAt: time,
  outcome: z.optional(z.enum(drillVerdicts)),
  hypothesisHeld: z.optional(z.enum(hypothesisVerdicts)),
  text: someText,
  url: z.optional(
    z
      .string()
      .check(z.refine((text) => webAddress(text) !== '', 'must start with http:// or https://')),
  ),
  outputs: texts,
  findings: texts,
});

/** Reads the body of a report in Holdfast's own form. Never throws. */
export function readDrillPayload(body: unknown): DrillReportsRead {
  const parsed = payloadSchema.safeParse(body);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.error.issues) };
  const said = parsed.data;
  const moments: DrillReport['moments'] = {
    started: timeOf(said.startedAt),
    detected: timeOf(said.detectedAt),
    restored: timeOf(said.restoredAt),
    'data-point': timeOf(said.dataPointAt),
  };
  const order = momentsInOrder(moments);
  if (order !== undefined) return { ok: false, problem: order };
  if (said.hypothesisHeld !== undefined && said.outcome === undefined) {
    return { ok: false, problem: 'hypothesisHeld: needs an outcome beside it' };
  }
  const url = webAddress(said.url ?? '');
  const text = textOf(said.text ?? '');
  const source = lineOf(said.source ?? '') || 'Webhook';
  return {
    ok: true,
    reports: [
      {
        ...bareReport({
          by: source,
          key: JSON.stringify(['drill', said.key]),
          title: lineOf(said.title),
          drillKind: said.kind,
        }),
        plan: planNameOf(said.plan ?? ''),
        scenario: lineOf(said.scenario ?? ''),
        hypothesis: textOf(said.hypothesis ?? ''),
        components: namesOf(said.components),
        rtoSeconds: said.rtoSeconds,
        rpoSeconds: said.rpoSeconds,
        moments,
        verdict:
          said.outcome === undefined
            ? undefined
            : { outcome: said.outcome, hypothesis: said.hypothesisHeld ?? 'unknown', text },
        notes: said.outcome === undefined && text !== '' ? [text] : [],
        outputs: textsOf(said.outputs),
        findings: textsOf(said.findings),
        links: url === '' ? [] : [{ url, text: '' }],
      },
    ],
  };
}

/** Why these moments cannot have been so, naming the fields; undefined where they can. */
function momentsInOrder(moments: DrillReport['moments']): string | undefined {
  const { started, detected, restored, 'data-point': dataPoint } = moments;
  if (restored !== undefined && detected !== undefined && restored < detected)
    return 'restoredAt: is before detectedAt';
  if (dataPoint !== undefined && restored !== undefined && dataPoint > restored)
    return 'dataPointAt: is after restoredAt';
  if (started === undefined) return undefined;
  if (restored !== undefined && restored < started) return 'restoredAt: is before startedAt';
  if (detected !== undefined && detected < started) return 'detectedAt: is before startedAt';
  if (dataPoint !== undefined && dataPoint > started) return 'dataPointAt: is after startedAt';
  return undefined;
}

/** The document name of a plan, from its id with or without `plan:` before it; empty for what is neither. */
export function planNameOf(plan: string): string {
  const name = plan.startsWith('plan:') ? plan : `plan:${plan}`;
  return documentNameSchema.safeParse(name).success ? name : '';
}

/** Names as they are kept, each once. */
export function namesOf(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => lineOf(name, limits.itemLength)))].filter(
    (name) => name !== '',
  );
}

function textsOf(given: readonly string[]): readonly string[] {
  return given.map(textOf).filter((text) => text !== '');
}
