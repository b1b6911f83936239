import { mapNodeOf } from '@holdfast/shared/analysis/map-node';
import { Section } from '../../ui/section.tsx';
import { mapComponentText } from '../../ui/text/map-component.ts';
import type { CutSetsAnswer } from '../analysis/analysis-messages.ts';
import { useSearch } from '../analysis/use-analysis.ts';
import { useMap } from '../map-context.tsx';
import { nodeName } from './node-name.ts';
import classes from './component-page.module.css';

const words = mapComponentText.cutSets;
const shownSets = 30;

/** Sets of two and three that take it down together; says how far it was looked. */
export function CutSetsPart(props: { readonly id: string }) {
  const map = useMap();
  const found = useSearch('cut-sets', props.id);
  const [, pairs = 0n, triples = 0n] = found?.counts ?? [];
  const sets = found?.sets.slice(0, shownSets) ?? [];
  const left = pairs + triples - BigInt(sets.length);
  return (
    <Section title={words.title} lead={words.lead}>
      <p className={classes.note} role="status">
        {stateOf(found)}
        {found !== undefined &&
          found.completeTo >= 2 &&
          ` ${words.counts(pairs.toLocaleString('en'), found.completeTo >= 3 ? triples.toLocaleString('en') : '?')}`}
      </p>
      <ul className={classes.list}>
        {sets.map(({ events }) => (
          <li key={events.join(' ')} className={classes.item} dir="auto">
            {events
              .map((event) => {
                const node = mapNodeOf(event);
                return node === undefined ? event : nodeName(map, node);
              })
              .join(words.and)}
          </li>
        ))}
      </ul>
      {left > 0n && found !== undefined && (
        <p className={classes.note}>{words.omitted(left.toLocaleString('en'))}</p>
      )}
    </Section>
  );
}

function stateOf(found: CutSetsAnswer | undefined): string {
  if (found === undefined) return words.working(0);
  if (found.isWorking) return words.working(found.completeTo);
  if (!found.isComplete)
    return words.incomplete(found.completeTo, words.why[found.unfinished ?? 'stopped']);
  const [, pairs = 0n, triples = 0n] = found.counts;
  return pairs + triples === 0n ? words.none : words.complete;
}
