import { Group } from '@mantine/core';
import type { ReviewFinding } from '@holdfast/shared/review/finding';
import { isAbout } from '@holdfast/shared/review/is-about';
import { findingTitle, findingWhy, ruleWords } from '@holdfast/shared/review/words';
import { localDay } from '@holdfast/shared/model/local-day';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { routeToPath } from '../app/routes.ts';
import { Section } from '../ui/section.tsx';
import { reviewText } from '../ui/text/review.ts';
import { ActionButton } from './action-button.tsx';
import { LevelMark } from './level-mark.tsx';
import { reviewSearch } from './review-model.ts';
import { useFindingAction } from './use-finding-action.ts';
import { useReview } from './use-review.ts';
import classes from './review-page.module.css';

const words = reviewText.aboutComponent;
const mostShown = 6;

/**
 * What the review finds of a component in drills, plans, runbooks and incidents, each with what
 * clears it; what the map shows of it stands on its page already. Only inside `MapProvider`.
 */
export function AboutComponent({ id }: { readonly id: string }) {
  const shown = useReview();
  const state = shown.kind === 'ready' ? shown.state : undefined;
  const found = useMemo(
    () => state?.findings.filter((one) => one.explanation.kind !== 'map' && isAbout(one, id)) ?? [],
    [state, id],
  );
  return (
    <Section title={words.title}>
      {state === undefined ? (
        <p className={classes.facts} role="status">
          {reviewText.waiting[shown.kind === 'failed' ? 'failed' : 'working']}
        </p>
      ) : found.length === 0 ? (
        <p className={classes.facts}>{words.none}</p>
      ) : (
        <ul className={classes.few} aria-label={words.title}>
          {found.slice(0, mostShown).map((finding) => (
            <Line key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
      <p className={classes.facts}>
        <Link href={routeToPath({ page: 'review', search: reviewSearch({ component: id }) })}>
          {found.length > mostShown ? words.more(found.length - mostShown) : words.all}
        </Link>
      </p>
    </Section>
  );
}

function Line({ finding }: { readonly finding: ReviewFinding }) {
  const action = useFindingAction()(finding);
  return (
    <li
      className={classes.fewLine}
      aria-label={`${ruleWords[finding.rule]}: ${findingTitle(finding)}`}
    >
      <div className={classes.head}>
        <LevelMark level={finding.level} />
        <span className={classes.rule}>{ruleWords[finding.rule]}</span>
      </div>
      <p className={classes.text} dir="auto">
        {finding.subjects[0]?.name}: {findingWhy(finding, localDay)}
      </p>
      <Group mt={4}>
        <ActionButton action={action} />
      </Group>
    </li>
  );
}
