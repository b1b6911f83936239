import { mapText } from '../ui/text/map.ts';
import type { AnalysisState } from './analysis/analysis-client.ts';
import classes from './analysis-line.module.css';

const words = mapText.analysis;

/** What is known of the whole map, in a line; says so where it is not known yet. */
export function AnalysisLine(props: { readonly state: AnalysisState }) {
  return (
    <span role="status" className={classes.line}>
      {textOf(props.state)}
    </span>
  );
}

function textOf(state: AnalysisState): string {
  switch (state.kind) {
    case 'working':
      return words.working;
    case 'failed':
      return words.failed;
    case 'ready': {
      if (!state.isCurrent) return words.stale;
      const all = [...state.summary.components.values()];
      const alone = all.filter(({ takesDown }) => takesDown > 0).length;
      const hidden = all.filter(({ defeats }) => defeats > 0).length;
      if (alone === 0) return words.none;
      return hidden === 0
        ? `${words.found(alone)}.`
        : `${words.found(alone)}, ${words.hidden(hidden)}.`;
    }
  }
}
