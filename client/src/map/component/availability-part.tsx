import { unavailabilityOf } from '@holdfast/shared/analysis/unavailability';
import type { MapNode } from '@holdfast/shared/analysis/map-node';
import type { MapComponent, MapValue } from '@holdfast/shared/model/map-value';
import { durationInWords } from '../../ui/duration.ts';
import { Facts, Section } from '../../ui/section.tsx';
import { mapComponentText } from '../../ui/text/map-component.ts';
import type { ComponentAnswer } from '../analysis/analysis-messages.ts';
import type { Answer } from '../analysis/use-analysis.ts';
import { useMap } from '../map-context.tsx';
import { valueOf } from './causes-parts.tsx';
import classes from './component-page.module.css';

const words = mapComponentText.availability;
const yearMs = 365 * 86_400_000;

/** What it reaches, as far as single failures tell, beside what it is meant to reach. */
export function AvailabilityPart(props: {
  readonly component: MapComponent;
  readonly answer: Answer<ComponentAnswer | undefined>;
}) {
  const { component } = props;
  const map = useMap();
  const value = valueOf(props.answer);
  const own = unavailabilityOf(component);
  const { objective } = component;
  const parts = value?.causes.map(({ cause }) => nodeUnavailability(map, cause)) ?? [];
  const known = [own, ...parts].filter((one) => one !== undefined);
  const missing = parts.length + 1 - known.length;
  const reached = known.reduce((all, one) => all * (1 - one), 1);
  const isMissed = objective.availability !== undefined && reached < objective.availability;
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
            name: words.chain,
            value:
              value === undefined || known.length === 0 ? (
                words.unknown
              ) : (
                <>
                  {withDowntime(reached)}
                  {missing > 0 && ` (${words.missing(missing)})`}
                  {objective.availability !== undefined && (
                    <span className={isMissed ? classes.bad : classes.good}>
                      {' '}
                      {isMissed ? words.missed : missing === 0 && words.met}
                    </span>
                  )}
                  <span className={classes.path}>{words.chainHint}</span>
                </>
              ),
          },
          ...duration(words.rto, objective.rtoSeconds),
          ...duration(words.rpo, objective.rpoSeconds),
        ]}
      />
    </Section>
  );
}

function nodeUnavailability(map: MapValue, node: MapNode): number | undefined {
  switch (node.of) {
    case 'component':
      return unavailabilityOf(map.components.get(node.id) ?? {});
    case 'domain':
      return unavailabilityOf(map.domains.get(node.id) ?? {});
    default:
      return undefined;
  }
}

/** `99.95 % (4 h 23 min down in a year)`. */
function withDowntime(share: number): string {
  const percent = `${Number((share * 100).toPrecision(8))} %`;
  return `${percent} (${words.downtime(durationInWords((1 - share) * yearMs))})`;
}

function duration(name: string, seconds: number | undefined) {
  return seconds === undefined ? [] : [{ name, value: durationInWords(seconds * 1000) }];
}
