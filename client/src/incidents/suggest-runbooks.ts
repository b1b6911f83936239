import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Projections } from '../runbooks/list-model.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import type { ReadIncident } from './incident-store.ts';

export interface SuggestedRunbook {
  readonly name: DocumentName;
  readonly title: string;
  /** In words, why it comes first; empty where nothing speaks for it. */
  readonly because: string;
}

const because = incidentsText.details.because;

/** Every runbook: first where the incident was declared from, then what answers its alerts and its components, then the others by title. */
export function suggestRunbooks(
  { entries, state }: ReadIncident,
  projections: Projections | undefined,
): readonly SuggestedRunbook[] {
  const declared = entries.find((entry) => entry.kind === 'declared');
  const from = declared?.from ?? '';
  const suggests = declared?.suggests ?? '';
  const alerts = lowered(state.alerts);
  const components = lowered(state.components);
  const found: (SuggestedRunbook & { readonly rank: number })[] = [];
  for (const [name, one] of projections ?? []) {
    if (one.kind !== 'runbook' || one.archived || one.template) continue;
    const alert = [...one.alerts, ...one.aliases].find((word) => alerts.has(word.toLowerCase()));
    const component = one.components.find((word) => components.has(word.toLowerCase()));
    const why =
      name === from
        ? because.from
        : name === suggests
          ? because.template(declared?.template ?? '')
          : alert !== undefined
            ? because.alert(alert)
            : component !== undefined
              ? because.component(component)
              : '';
    const rank =
      name === from || name === suggests
        ? 0
        : alert !== undefined
          ? 1
          : component !== undefined
            ? 2
            : 3;
    found.push({ name, title: one.title, because: why, rank });
  }
  return found.toSorted((a, b) => a.rank - b.rank || (a.title < b.title ? -1 : 1));
}

function lowered(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((word) => word.toLowerCase()));
}
