import { useCompleteness } from '../app/use-completeness.ts';
import type { AnalysisState } from './analysis/analysis-client.ts';
import { analysisWords } from './analysis-words.ts';
import { useWhatIf } from './what-if/use-what-if.ts';
import { takenCount } from './what-if/without.ts';
import classes from './analysis-line.module.css';

/** What is known of the whole map, in a line; says so where it is not known yet. */
export function AnalysisLine(props: { readonly state: AnalysisState }) {
  const { without } = useWhatIf();
  const completeness = useCompleteness();
  return (
    <span role="status" className={classes.line}>
      {analysisWords(props.state, takenCount(without) > 0, completeness)}
    </span>
  );
}
