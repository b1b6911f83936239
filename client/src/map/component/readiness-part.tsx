import { useMemo } from 'react';
import { Link } from 'wouter';
import { drillPartPath } from '../../app/routes.ts';
import { scoreWords } from '../../drills/readiness/figure-words.ts';
import { useReadiness } from '../../drills/readiness/use-readiness.ts';
import { Section } from '../../ui/section.tsx';
import { coverageText } from '../../ui/text/coverage.ts';
import classes from './component-page.module.css';

const words = coverageText.onComponent;

/** How ready the component is with all that it needs, and the ways to why. */
export function ReadinessPart({ id }: { readonly id: string }) {
  const shown = useReadiness();
  const score = useMemo(() => shown?.readiness.service(id, shown.at)?.score, [shown, id]);
  if (shown === undefined) return null;
  const said = scoreWords(score);
  return (
    <Section title={coverageText.readiness}>
      <p>{said === undefined ? coverageText.service.unknown : words.score(said)}</p>
      <p className={classes.note}>
        <Link
          className={classes.link}
          href={drillPartPath('coverage', '', new URLSearchParams({ of: id }).toString())}
        >
          {words.lines}
        </Link>
      </p>
    </Section>
  );
}
