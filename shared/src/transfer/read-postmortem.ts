import { z } from 'zod/mini';
import { severityOfWord } from '../alerting/machine-report.ts';
import { cutText, wellFormed } from '../markdown/characters.ts';
import { bodyStart, findFrontMatter, parseYaml } from '../markdown/front-matter.ts';
import type { Severity } from '../model/incident-terms.ts';
import { cleanLine, limits } from '../model/meta.ts';

/** A post-mortem that somebody wrote elsewhere, as an incident of this workspace can say it. */
export interface Postmortem {
  /** The same whenever this post-mortem is read again, from wherever. */
  readonly key: string;
  readonly title: string;
  /** Undefined where it does not say, or in words that nobody agreed on. */
  readonly severity: Severity | undefined;
  /** Wall clock ms since 1970; undefined where it is not said, or was before 1970. */
  readonly startedAtMs: number | undefined;
  readonly endedAtMs: number | undefined;
  readonly publishedAtMs: number | undefined;
  readonly components: readonly string[];
  readonly links: readonly { readonly url: string; readonly text: string }[];
  /** What has no place of its own: company, categories, keywords, times before 1970. */
  readonly about: string;
  /** Markdown. */
  readonly text: string;
}

export type PostmortemRead =
  | { readonly ok: true; readonly postmortem: Postmortem }
  | { readonly ok: false; readonly problem: string };

const word = z.optional(z.nullable(z.union([z.string(), z.number(), z.boolean()])));
const list = z.optional(z.nullable(z.union([z.string(), z.array(z.unknown())])));

/** The front matter of danluu/post-mortems' structured copies; fields that are not named here are passed over. */
const fieldsSchema = z.object({
  uuid: word,
  url: word,
  archive_url: word,
  title: word,
  severity: word,
  start_time: word,
  end_time: word,
  source_published_at: word,
  company: word,
  product: word,
  categories: list,
  keywords: list,
  summary: word,
});
type Fields = z.infer<typeof fieldsSchema>;

const maxTextLength = 200_000;

/**
 * Reads a Markdown file whose front matter says what an incident was. What is missing stays unknown;
 * a file that is no post-mortem, or says a time that is none, is refused with the reason. Never throws.
 */
export function readPostmortem(path: string, file: string): PostmortemRead {
  const span = findFrontMatter(file);
  if (span?.language !== 'yaml') return refuse('no front matter, which says what and when it was');
  const yaml = parseYaml(file.slice(span.valueStart, span.valueEnd));
  if (!yaml.ok) return refuse(yaml.problem);
  const fields = fieldsSchema.safeParse(yaml.value);
  if (!fields.success) {
    const names = fields.error.issues.map((issue) => issue.path.join('.') || 'front matter');
    return refuse(`not understood in its front matter: ${names.join(', ')}`);
  }
  return read(path, fields.data, file.slice(bodyStart(file)).trim());
}

function read(path: string, fields: Fields, body: string): PostmortemRead {
  const summary = said(fields.summary);
  const text = wellFormed(
    summary === '' || body === ''
      ? body || summary
      : `## Summary\n\n${summary}\n\n## What happened\n\n${body}`,
  );
  if (text === '') return refuse('it has no text');
  if (text.length > maxTextLength) return refuse('its text is longer than 200,000 characters');
  const times = [fields.start_time, fields.end_time, fields.source_published_at].map(readTime);
  const wrong = times.find((time) => time === 'none');
  if (wrong !== undefined) return refuse('a time in its front matter is none');
  const [started, ended, published] = times.map((time) => (time === 'none' ? undefined : time));
  if (started !== undefined && ended !== undefined && ended < started)
    return refuse('it ended before it started');
  const company = line(fields.company);
  const product = line(fields.product, limits.itemLength);
  const component = product || company;
  return {
    ok: true,
    postmortem: {
      key: said(fields.uuid) || said(fields.url) || path,
      title: line(fields.title) || titleFrom(company, summary || body),
      severity: severityOfWord(said(fields.severity)),
      startedAtMs: since1970(started),
      endedAtMs: since1970(ended),
      publishedAtMs: since1970(published),
      components: component === '' ? [] : [cutText(component, limits.itemLength)],
      links: linksOf(fields),
      about: aboutOf(fields, started, ended),
      text,
    },
  };
}

function refuse(problem: string): PostmortemRead {
  return { ok: false, problem };
}

function said(value: Fields['title']): string {
  return wellFormed(String(value ?? '')).trim();
}

function line(value: Fields['title'], length: number = limits.titleLength): string {
  return cutText(cleanLine(said(value)), length).trim();
}

/** Undefined where nothing is said; `none` where it is no time. Negative before 1970. */
function readTime(value: Fields['title']): number | undefined | 'none' {
  const text = said(value);
  if (text === '') return undefined;
  const ms = Date.parse(text);
  return Number.isFinite(ms) ? ms : 'none';
}

function since1970(ms: number | undefined): number | undefined {
  return ms === undefined || ms <= 0 ? undefined : ms;
}

/** The first sentence of it, for one that has no title. */
function titleFrom(company: string, text: string): string {
  const plain = cleanLine(text.replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1').replace(/[*_`#>]/gu, ''));
  const sentence = /^.*?[.!?](?=\s|$)/u.exec(plain)?.[0] ?? plain;
  const short = sentence.length > 120 ? `${cutText(sentence, 119).trim()}…` : sentence;
  return cutText(company === '' ? short : `${company}: ${short}`, limits.titleLength);
}

function linksOf(fields: Fields): Postmortem['links'] {
  const links = [
    { url: said(fields.url), text: 'Published post-mortem' },
    { url: said(fields.archive_url), text: 'Archived copy of the post-mortem' },
  ];
  return links.filter(({ url }) => /^https?:\/\/[^\s]{1,1990}$/iu.test(url));
}

function aboutOf(fields: Fields, started: number | undefined, ended: number | undefined): string {
  const early = (ms: number | undefined): string =>
    ms !== undefined && ms <= 0 ? new Date(ms).toISOString() : '';
  const rows: readonly (readonly [string, string])[] = [
    ['Company', line(fields.company)],
    ['Product', line(fields.product)],
    ['Categories', items(fields.categories)],
    ['Keywords', items(fields.keywords)],
    ['Started', early(started)],
    ['Ended', early(ended)],
  ];
  return rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function items(value: Fields['keywords']): string {
  const all = typeof value === 'string' ? [value] : (value ?? []);
  const texts = all.filter((one) => typeof one === 'string' || typeof one === 'number');
  return cutText(texts.map((one) => cleanLine(String(one))).join(', '), 2_000);
}
