import { scenarios } from '@holdfast/shared/drilling/scenarios/catalogue';
import { Link } from 'wouter';
import { Section } from '../../ui/section.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { kindInWords } from '../plans/due-mark.tsx';
import { newPlanPathOf } from '../plans/new-plan.ts';
import classes from './next-page.module.css';

const words = drillPlansText.nextPage;

/** Drills that anyone may want, ready to be planned. */
export function CataloguePart() {
  return (
    <Section title={words.catalogue} lead={words.catalogueLead}>
      <ul className={classes.catalogue}>
        {scenarios.map(({ id, title, summary, drillKind, cadence }) => (
          <li key={id} className={classes.card}>
            <h3 className={classes.itemTitle}>{title}</h3>
            <p className={classes.reason}>{summary}</p>
            <p className={classes.cardFacts}>
              {kindInWords(drillKind)}, {cadence}
            </p>
            <Link
              href={newPlanPathOf({ scenario: id })}
              className={classes.cardLink}
              aria-label={words.planItOf(title)}
            >
              {words.planIt}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
