import { parseAllDocuments } from 'yaml';
import { z } from 'zod/mini';
import { cutText } from '../markdown/characters.ts';
import { cleanLine } from '../model/meta.ts';

/** One alerting rule. Several may have one name: a warning and a critical one. */
export interface AlertRule {
  readonly name: string;
  /** Label `severity`; empty where there is none. */
  readonly severity: string;
  /** Annotation `summary`, else `description` or `message`; empty where there is none. */
  readonly summary: string;
  /** Annotation `runbook_url`, or the older `runbook`; empty where there is none. */
  readonly runbookUrl: string;
}

export interface RulesRead {
  readonly alerts: readonly AlertRule[];
  /** Why the file, or a part of it, could not be read, in words. */
  readonly problem?: string;
}

const maxNameLength = 200;
const maxTextLength = 500;
const maxUrlLength = 2_000;
/** A list in a list in a file: rules lie no deeper. */
const maxDepth = 8;

const words = z.catch(z.record(z.string(), z.unknown()), {});
const ruleSchema = z.object({
  alert: z.string(),
  labels: z.optional(words),
  annotations: z.optional(words),
});

/**
 * The alerting rules of a file: rule groups as Prometheus, Loki and Thanos read them, `PrometheusRule`
 * resources, lists of either, several documents in one file, and the same as JSON. Other content is
 * passed over. Never throws: what cannot be read is told in `problem`, the rest is given.
 */
export function readAlertRules(text: string): RulesRead {
  const { values, problem } = readValues(text);
  const alerts: AlertRule[] = [];
  for (const value of values) collect(value, alerts, 0);
  return problem === undefined ? { alerts } : { alerts, problem };
}

function readValues(text: string): {
  readonly values: readonly unknown[];
  readonly problem?: string;
} {
  if (/^\uFEFF?\s*[[{]/.test(text)) {
    try {
      return { values: [JSON.parse(text.replace(/^\uFEFF/, ''))] };
    } catch {
      // YAML may begin so, too.
    }
  }
  const values: unknown[] = [];
  let problem: string | undefined;
  try {
    const documents = parseAllDocuments(text, {
      logLevel: 'error',
      prettyErrors: true,
      schema: 'core',
      uniqueKeys: false,
    });
    if ('empty' in documents) return { values };
    for (const document of documents) {
      const [error] = document.errors;
      if (error === undefined) values.push(document.toJS({ maxAliasCount: 100 }));
      else problem ??= `not valid YAML: ${cutText(cleanLine(error.message), maxTextLength)}`;
    }
  } catch (error) {
    problem ??= `not valid YAML: ${cutText(cleanLine(String(error)), maxTextLength)}`;
  }
  return problem === undefined ? { values } : { values, problem };
}

/** Rules lie in lists called `rules`, whatever they are in. */
function collect(value: unknown, alerts: AlertRule[], depth: number): void {
  if (depth > maxDepth || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, alerts, depth + 1);
    return;
  }
  for (const [key, part] of Object.entries(value)) {
    if (key === 'rules' && Array.isArray(part)) {
      for (const rule of part) {
        const read = readRule(rule);
        if (read !== undefined) alerts.push(read);
      }
    } else {
      collect(part, alerts, depth + 1);
    }
  }
}

function readRule(value: unknown): AlertRule | undefined {
  const rule = ruleSchema.safeParse(value);
  if (!rule.success) return undefined;
  const name = cutText(cleanLine(rule.data.alert), maxNameLength);
  if (name === '') return undefined;
  const { labels = {}, annotations = {} } = rule.data;
  return {
    name,
    severity: first(maxTextLength, labels['severity']),
    summary: first(
      maxTextLength,
      annotations['summary'],
      annotations['description'],
      annotations['message'],
    ),
    runbookUrl: first(maxUrlLength, annotations['runbook_url'], annotations['runbook']),
  };
}

function first(length: number, ...values: readonly unknown[]): string {
  for (const value of values) {
    const text = typeof value === 'string' ? cleanLine(value) : '';
    if (text !== '') return cutText(text, length);
  }
  return '';
}
