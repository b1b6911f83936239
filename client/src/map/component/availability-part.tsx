import type { Probability } from '@holdfast/shared/analysis/diagram';
import { mapNodeOf } from '@holdfast/shared/analysis/map-node';
import { checkAvailability } from '@holdfast/shared/analysis/objectives';
import { unavailabilityOf } from '@holdfast/shared/analysis/unavailability';
import { duration } from '@holdfast/shared/model/duration';
import type { MapComponent, MapValue } from '@holdfast/shared/model/map-value';
import { durationInWords } from '../../ui/duration.ts';
import { Facts, Section } from '../../ui/section.tsx';
import { mapComponentText } from '../../ui/text/map-component.ts';
import type { AvailabilityAnswer } from '../analysis/analysis-messages.ts';
import { useMap } from '../map-context.tsx';
import { nodeName } from './node-name.ts';
import classes from './component-page.module.css';

const words = mapComponentText.availability;
const yearMs = 365 * 86_400_000;
const shownUnknown = 8;

/** What it reaches as the map stands, beside what it is meant to reach. */
export function AvailabilityPart(props: {
  readonly component: MapComponent;
  readonly answer: AvailabilityAnswer | undefined;
}) {
  const { component, answer } = props;
  const map = useMap();
  const own = unavailabilityOf(component);
  const { objective } = component;
  const unknown = answer?.found?.unknown ?? [];
  return (
    <Section title={words.title}>
      <Facts
        facts={[
          {
            name: words.objective,
            value:
              objective.availability === undefined
                ? words.noObjective
                : withDowntime(objective.availability),
          },
          ...(own === undefined ? [] : [{ name: words.own, value: withDowntime(1 - own) }]),
          {
            name: words.reached,
            value: <Reached answer={answer} objective={objective.availability} />,
          },
          ...(unknown.length === 0
            ? []
            : [{ name: words.unknownParts, value: unknownWords(map, unknown) }]),
          ...durationOf(words.rto, objective.rtoSeconds),
          ...durationOf(words.rpo, objective.rpoSeconds),
        ]}
      />
    </Section>
  );
}

/** A number never stands without what it is worth. */
function Reached(props: {
  readonly answer: AvailabilityAnswer | undefined;
  readonly objective: number | undefined;
}) {
  const { answer, objective } = props;
  const found = answer?.found;
  if (answer === undefined || (found === undefined && answer.isWorking))
    return <span role="status">{words.working}</span>;
  if (found === undefined) return words.unfinished.stopped;
  if (found.lower === 0 && found.upper === 1) return words.nothingKnown;
  return (
    <>
      {`${words.kinds[found.kind]} ${withDowntime(1 - found.value)}`}
      {objective !== undefined && <Verdict objective={objective} found={found} />}
      <span className={classes.path} role="status">
        {hints(answer, found).join(' ')}
      </span>
    </>
  );
}

function Verdict(props: { readonly objective: number; readonly found: Probability }) {
  const { verdict } = checkAvailability(props.objective, props.found);
  if (verdict === 'not known') return <span> {words.open}</span>;
  return verdict === 'met' ? (
    <span className={classes.good}> {words.met}</span>
  ) : (
    <span className={classes.bad}> {words.missed}</span>
  );
}

function hints(answer: AvailabilityAnswer, found: Probability): readonly string[] {
  const { kind, lower, upper, unknown } = found;
  return [
    ...(kind === 'exact' ? [words.exactHint] : []),
    ...(kind !== 'exact' && lower > 0 && upper < 1
      ? [words.between(percent(1 - upper), percent(1 - lower))]
      : []),
    ...(answer.isWorking ? [words.refining] : []),
    ...(answer.unfinished === undefined ? [] : [words.unfinished[answer.unfinished]]),
    ...(unknown.length === 0 ? [] : [words.unknown(unknown.length)]),
  ];
}

function unknownWords(map: MapValue, events: readonly string[]): string {
  const names = events.slice(0, shownUnknown).map((event) => {
    const node = mapNodeOf(event);
    return node === undefined ? event : nodeName(map, node);
  });
  const more = events.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` ${mapComponentText.spof.more(more)}` : ''}`;
}

/** `99.95 %`: as many digits as tell it from 100 %. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(8))} %`;
}

/** `99.95 % (4 h 23 min down in a year)`. */
function withDowntime(share: number): string {
  return `${percent(share)} (${words.downtime(durationInWords((1 - share) * yearMs))})`;
}

function durationOf(name: string, seconds: number | undefined) {
  return seconds === undefined ? [] : [{ name, value: duration(seconds) }];
}
