import { catch as orElse, z } from 'zod/mini';
import type { Severity } from '../model/incident-terms.ts';
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

/** More alerts in one notification are not read: what was left out is said on the timeline. */
const maxAlerts = 500;
const maxLinks = 10;
const maxComponents = 20;

/** Labels and annotations are texts; a tool that writes numbers or nothing is understood all the same. */
const words = z._default(
  z.pipe(
    z.record(z.string(), z.nullable(z.union([z.string(), z.number(), z.boolean()]))),
    z.transform((values) =>
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value ?? '')])),
    ),
  ),
  {},
);
const optionalText = orElse(z.optional(z.string()), undefined);

/** What Alertmanager's webhook sends, version 4, and Grafana's after it; fields that are not named here are passed over. */
const payloadSchema = z.object({
  version: z.optional(z.string()),
  groupKey: z.string().check(z.minLength(1, 'must not be empty')),
  receiver: z._default(z.string(), ''),
  status: z.enum(['firing', 'resolved']),
  truncatedAlerts: orElse(z._default(z.number(), 0), 0),
  groupLabels: words,
  commonLabels: words,
  commonAnnotations: words,
  externalURL: optionalText,
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels: words,
      annotations: words,
      startsAt: z.string(),
      endsAt: optionalText,
      generatorURL: optionalText,
      fingerprint: optionalText,
    }),
  ),
});
type Payload = z.infer<typeof payloadSchema>;
type PayloadAlert = Payload['alerts'][number];

/** Reads the body of a notification of Alertmanager. Never throws. */
export function readAlertmanager(body: unknown): ReportRead {
  const parsed = payloadSchema.safeParse(body);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.error.issues) };
  const payload = parsed.data;
  if (payload.version !== undefined && payload.version !== '4') {
    return {
      ok: false,
      problem: `version: this is version ${lineOf(payload.version, 20)}; only version 4 of the payload is understood`,
    };
  }
  if (payload.alerts.length === 0) return { ok: false, problem: 'alerts: must not be empty' };
  const late = payload.alerts.findIndex(({ startsAt }) => timeOf(startsAt) === undefined);
  if (late >= 0) return { ok: false, problem: `alerts.${late}.startsAt: must be a time` };
  const alerts = payload.alerts.slice(0, maxAlerts);
  const firing = alerts.filter(({ status }) => status === 'firing');
  const worst = worstOf(firing);
  const leftOut = payload.truncatedAlerts + payload.alerts.length - alerts.length;
  return {
    ok: true,
    report: {
      by: 'Alertmanager',
      // Two routes may lead the same group to two receivers: each has its own incidents.
      group: JSON.stringify(['alertmanager', payload.receiver, payload.groupKey]),
      recurs: true,
      startedAtMs: undefined,
      title: titleOf(payload),
      severity: worst?.severity,
      severityFrom: worst === undefined ? '' : `severity=${worst.word} of ${worst.alert}`,
      from: lineOf(`Alertmanager${payload.receiver === '' ? '' : `, ${payload.receiver}`}`),
      alerts: alerts.map(alertOf),
      components: componentsOf(firing),
      links: linksOf(payload),
      notes:
        leftOut > 0
          ? [`This notification was cut short: ${leftOut} more alerts are not on this timeline.`]
          : [],
      allResolved: payload.status === 'resolved',
    },
  };
}

function alertOf(alert: PayloadAlert): ReportedAlert {
  const { labels, annotations } = alert;
  const texts = [annotations['summary'], annotations['description'] ?? annotations['message']];
  const resolved = alert.status === 'resolved';
  const kept = labelsOf(labels);
  return {
    identity: alert.fingerprint ?? JSON.stringify(Object.entries(kept)),
    name: nameOf(alert),
    labels: kept,
    text: textOf(texts.filter((text) => text !== undefined && text !== '').join('\n')),
    url: webAddress(alert.generatorURL ?? ''),
    startedAtMs: timeOf(alert.startsAt),
    resolved,
    endedAtMs: resolved ? timeOf(alert.endsAt) : undefined,
  };
}

function nameOf({ labels }: Pick<PayloadAlert, 'labels'>): string {
  return lineOf(labels['alertname'] ?? '') || 'Alert without a name';
}

/** The alerts' common summary, else what they are grouped by. */
function titleOf({ commonAnnotations, groupLabels, commonLabels, alerts }: Payload): string {
  const [only] = alerts;
  const summary =
    commonAnnotations['summary'] ?? (alerts.length === 1 ? only?.annotations['summary'] : '');
  const said = lineOf(summary ?? '');
  if (said !== '') return said;
  const name = groupLabels['alertname'] ?? commonLabels['alertname'] ?? '';
  const rest = Object.entries(groupLabels)
    .filter(([label]) => label !== 'alertname')
    .map(([label, value]) => `${label}=${value}`)
    .toSorted();
  const group = rest.length === 0 ? '' : ` (${rest.join(', ')})`;
  if (name !== '') return lineOf(`${name}${group}`);
  return lineOf(
    rest.length === 0 ? (only === undefined ? 'Alerts' : nameOf(only)) : rest.join(', '),
  );
}

function worstOf(
  alerts: readonly PayloadAlert[],
): { readonly severity: Severity; readonly word: string; readonly alert: string } | undefined {
  const said = alerts.flatMap((alert) => {
    const word = alert.labels['severity'] ?? '';
    const severity = severityOfWord(word);
    return severity === undefined
      ? []
      : [{ severity, word: lineOf(word, 20), alert: nameOf(alert) }];
  });
  // In the order of the names too, so that two relays read the same out of one group.
  return said.toSorted((a, b) => a.severity - b.severity || (a.alert < b.alert ? -1 : 1))[0];
}

function componentsOf(alerts: readonly PayloadAlert[]): readonly string[] {
  const names = alerts.map(({ labels }) =>
    lineOf(labels['component'] ?? labels['service'] ?? '', limits.itemLength),
  );
  return [...new Set(names)].filter((name) => name !== '').slice(0, maxComponents);
}

/** `runbook` is how older rules name it. */
function linksOf({ alerts }: Payload): readonly { readonly url: string; readonly text: string }[] {
  const links = new Map<string, string>();
  for (const alert of alerts) {
    const { annotations } = alert;
    const url = webAddress(annotations['runbook_url'] ?? annotations['runbook'] ?? '');
    if (url !== '' && !links.has(url)) links.set(url, lineOf(`Runbook for ${nameOf(alert)}`));
  }
  return [...links].slice(0, maxLinks).map(([url, text]) => ({ url, text }));
}
