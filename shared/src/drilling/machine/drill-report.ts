import type { DrillKind } from '../../model/drill-kinds.ts';
import type { drillVerdicts, hypothesisVerdicts } from '../../model/drill-words.ts';

/** What a machine says of one drill that it carried out. */
export interface DrillReport {
  /** Shown as the author of what comes of it. */
  readonly by: string;
  /** The same for one drill whoever tells of it, and on every relay; another one has another. */
  readonly key: string;
  readonly title: string;
  readonly drillKind: DrillKind;
  /** Document name of the plan that it belongs to, and id of the ready scenario; empty where not said. */
  readonly plan: string;
  readonly scenario: string;
  readonly hypothesis: string;
  /** Names, other names or ids of components of the map. */
  readonly components: readonly string[];
  readonly rtoSeconds: number | undefined;
  readonly rpoSeconds: number | undefined;
  /** Wall clock ms since 1970; absent where it is not said. */
  readonly moments: {
    readonly started?: number | undefined;
    readonly detected?: number | undefined;
    readonly restored?: number | undefined;
    readonly 'data-point'?: number | undefined;
  };
  /** Undefined where the machine says nothing on whether it went well: then people are asked. */
  readonly verdict:
    | {
        readonly outcome: (typeof drillVerdicts)[number];
        readonly hypothesis: (typeof hypothesisVerdicts)[number];
        readonly text: string;
      }
    | undefined;
  readonly notes: readonly string[];
  readonly outputs: readonly string[];
  readonly links: readonly { readonly url: string; readonly text: string }[];
  readonly findings: readonly string[];
}

/** Reports as read, or what is wrong, for whoever sent them. */
export type DrillReportsRead =
  | { readonly ok: true; readonly reports: readonly DrillReport[] }
  | { readonly ok: false; readonly problem: string };

/** Drills told of at once, at most. */
export const mostReports = 100;

/** One of which only this is known. */
export function bareReport(
  said: Pick<DrillReport, 'by' | 'key' | 'title' | 'drillKind'>,
): DrillReport {
  return {
    ...said,
    plan: '',
    scenario: '',
    hypothesis: '',
    components: [],
    rtoSeconds: undefined,
    rpoSeconds: undefined,
    moments: {},
    verdict: undefined,
    notes: [],
    outputs: [],
    links: [],
    findings: [],
  };
}
