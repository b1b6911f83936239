import { z } from 'zod/mini';
import { runbookPath } from '../app/routes.ts';

/** That a runbook was wrong in an incident, as an address of the runbook tells it. */
export interface WrongInIncident {
  /** Document name of the incident. */
  readonly incident: string;
  /** How the text read where it was wrong; empty where nobody can tell. */
  readonly words: string;
}

const parameters = { incident: 'wrong-in', words: 'words' } as const;
const incidentSchema = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/));
/** UTF-16 code units: enough to find a place by. */
const mostWords = 300;

/** The address of a runbook on which a suggestion is begun, from their document names. */
export function wrongInPath(runbook: string, { incident, words }: WrongInIncident): string {
  const search = new URLSearchParams({
    [parameters.incident]: incident.slice('incident:'.length),
    ...(words === '' ? {} : { [parameters.words]: words.slice(0, mostWords) }),
  });
  return `${runbookPath(runbook)}?${search.toString()}`;
}

/** Reads it back; undefined where the address says nothing of the sort. */
export function readWrongIn(search: string): WrongInIncident | undefined {
  const params = new URLSearchParams(search);
  const id = incidentSchema.safeParse(params.get(parameters.incident));
  if (!id.success) return undefined;
  return {
    incident: `incident:${id.data}`,
    words: (params.get(parameters.words) ?? '').slice(0, mostWords),
  };
}

/** The same address without it, so that a reload does not begin it again. */
export function withoutWrongIn(href: string): string {
  const url = new URL(href);
  for (const name of Object.values(parameters)) url.searchParams.delete(name);
  return `${url.pathname}${url.search}${url.hash}`;
}
