import { z } from 'zod/mini';
import { limits } from '../model/meta.ts';
import {
  labelsOf,
  lineOf,
  type ReportedAlert,
  type ReportRead,
  severityOfWord,
  textOf,
  timeOf,
  webAddress,
} from './machine-report.ts';
import { problemOf } from './payload-problem.ts';

const status = z._default(z.enum(['firing', 'resolved']), 'firing');
const someText = z.optional(z.string());
const time = z.optional(
  z.string().check(z.refine((text) => timeOf(text) !== undefined, 'must be a time')),
);
const address = z.optional(
  z
    .string()
    .check(z.refine((text) => webAddress(text) !== '', 'must start with http:// or https://')),
);

/** What `POST /api/v1/webhooks/incidents` takes; described in `docs/webhooks.md`. Other fields are passed over. */
const payloadSchema = z.object({
  title: z.string().check(z.refine((text) => lineOf(text) !== '', 'must not be empty')),
  key: z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(500)),
  severity: z.optional(z.union([z.string(), z.number()])),
  status,
  text: someText,
  url: address,
  source: someText,
  startedAt: time,
  endedAt: time,
  components: z._default(z.array(z.string()).check(z.maxLength(100)), []),
  alerts: z._default(
    z
      .array(
        z.object({
          name: z.string().check(z.refine((text) => lineOf(text) !== '', 'must not be empty')),
          status,
          labels: z._default(z.record(z.string(), z.string()), {}),
          text: someText,
          url: address,
          startsAt: time,
          endsAt: time,
        }),
      )
      .check(z.maxLength(500)),
    [],
  ),
});
type Payload = z.infer<typeof payloadSchema>;

/** Reads the body of a generic webhook. Never throws. */
export function readIncidentPayload(body: unknown): ReportRead {
  const parsed = payloadSchema.safeParse(body);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.error.issues) };
  const payload = parsed.data;
  const severity =
    payload.severity === undefined ? undefined : severityOfWord(String(payload.severity));
  if (payload.severity !== undefined && severity === undefined) {
    return {
      ok: false,
      problem: 'severity: must be 1 to 4, or a word such as critical, high, warning or info',
    };
  }
  const url = webAddress(payload.url ?? '');
  const title = lineOf(payload.title);
  return {
    ok: true,
    report: {
      by: lineOf(payload.source ?? '') || 'Webhook',
      group: JSON.stringify(['incident', payload.key, timeOf(payload.startedAt) ?? null]),
      recurs: false,
      startedAtMs: timeOf(payload.startedAt),
      title,
      severity,
      severityFrom: 'the webhook',
      from: lineOf(`Webhook ${payload.key}`),
      alerts: alertsOf(payload, title),
      components: [
        ...new Set(payload.components.map((name) => lineOf(name, limits.itemLength))),
      ].filter((name) => name !== ''),
      links: url === '' ? [] : [{ url, text: '' }],
      notes: [textOf(payload.text ?? '')].filter((text) => text !== ''),
      allResolved: payload.status === 'resolved',
    },
  };
}

/** Where none is named, the incident itself is the one alert: whether it still fires is shown. */
function alertsOf(payload: Payload, title: string): readonly ReportedAlert[] {
  if (payload.alerts.length === 0) {
    const resolved = payload.status === 'resolved';
    return [
      {
        identity: 'itself',
        name: title,
        labels: {},
        text: '',
        url: '',
        startedAtMs: timeOf(payload.startedAt),
        resolved,
        endedAtMs: resolved ? timeOf(payload.endedAt) : undefined,
      },
    ];
  }
  return payload.alerts.map((alert) => {
    const labels = labelsOf(alert.labels);
    const resolved = payload.status === 'resolved' || alert.status === 'resolved';
    return {
      identity: JSON.stringify([alert.name, Object.entries(labels)]),
      name: lineOf(alert.name),
      labels,
      text: textOf(alert.text ?? ''),
      url: webAddress(alert.url ?? ''),
      startedAtMs: timeOf(alert.startsAt) ?? timeOf(payload.startedAt),
      resolved,
      endedAtMs: resolved ? (timeOf(alert.endsAt) ?? timeOf(payload.endedAt)) : undefined,
    };
  });
}
