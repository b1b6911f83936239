import { cutText, wellFormed } from '../markdown/characters.ts';
import type { Severity } from '../model/incident-terms.ts';
import { cleanLine, limits } from '../model/meta.ts';
import { latestMoment } from '../model/moments.ts';

/** What a machine says about one matter: the group of alerts that one incident is about. */
export interface MachineReport {
  /** Shown as the author of what comes of it. */
  readonly by: string;
  /** The same for everything that is said about the same matter, on every relay. */
  readonly group: string;
  /**
   * Whether the matter may come again after it was over, as another incident. Else there is one
   * incident, and whoever has another names another `group`.
   */
  readonly recurs: boolean;
  /** When it began, where `recurs` is false and it is said; wall clock ms since 1970. */
  readonly startedAtMs: number | undefined;
  readonly title: string;
  /** Of the worst alert that fires; undefined where none says. */
  readonly severity: Severity | undefined;
  /** Where `severity` was read. */
  readonly severityFrom: string;
  /** Where it was declared from, in words. */
  readonly from: string;
  readonly alerts: readonly ReportedAlert[];
  readonly components: readonly string[];
  readonly links: readonly { readonly url: string; readonly text: string }[];
  readonly notes: readonly string[];
  /** Whether all is over, as far as the machine knows. */
  readonly allResolved: boolean;
}

export interface ReportedAlert {
  /** The same for one alert whenever it fires: Alertmanager's fingerprint. */
  readonly identity: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly text: string;
  readonly url: string;
  /** Wall clock ms since 1970; undefined where it is not said. */
  readonly startedAtMs: number | undefined;
  readonly resolved: boolean;
  /** Undefined while it fires, and where it is not said. */
  readonly endedAtMs: number | undefined;
}

/** A payload as read, or what is wrong with it, for whoever sent it. */
export type ReportRead =
  | { readonly ok: true; readonly report: MachineReport }
  | { readonly ok: false; readonly problem: string };

const severityWords: Readonly<Record<string, Severity>> = {
  critical: 1,
  page: 1,
  emergency: 1,
  sev1: 1,
  '1': 1,
  error: 2,
  high: 2,
  major: 2,
  sev2: 2,
  '2': 2,
  warning: 3,
  warn: 3,
  medium: 3,
  sev3: 3,
  '3': 3,
  info: 4,
  low: 4,
  minor: 4,
  none: 4,
  sev4: 4,
  '4': 4,
};

/** The severity that a word such as `critical` or `sev2` stands for; undefined for words that nobody agreed on. */
export function severityOfWord(word: string): Severity | undefined {
  const key = word.trim().toLowerCase();
  return Object.hasOwn(severityWords, key) ? severityWords[key] : undefined;
}

/** What is kept of an alert, in UTF-16 code units and labels: a page of it, not a log. */
const kept = { text: 2_000, url: 2_000, labels: 64, labelName: 200, labelValue: 500 } as const;

export function lineOf(text: string, length: number = limits.titleLength): string {
  return cutText(cleanLine(text), length).trim();
}

export function textOf(text: string): string {
  return cutText(wellFormed(text).trim(), kept.text);
}

/** Empty for what is no web address. */
export function webAddress(text: string): string {
  const url = text.trim();
  return /^https?:\/\/[^\s]+$/iu.test(url) && url.length <= kept.url ? wellFormed(url) : '';
}

/** Labels in the order of their names, cut to what an entry may hold. */
export function labelsOf(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels)
      .map(
        ([name, value]) => [lineOf(name, kept.labelName), lineOf(value, kept.labelValue)] as const,
      )
      .filter(([name]) => name !== '' && name !== '__proto__')
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, kept.labels),
  );
}

/** Undefined for what is no time or none that is believed, and for the year 1 that Go writes where there is none. */
export function timeOf(text: string | undefined): number | undefined {
  const ms = Date.parse(text ?? '');
  return ms > 0 && ms < latestMoment ? ms : undefined;
}
