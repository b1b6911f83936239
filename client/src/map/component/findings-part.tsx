import { Button } from '@mantine/core';
import { isAccepted } from '@holdfast/shared/model/map-acceptances';
import { useState } from 'react';
import { Link } from 'wouter';
import { mapPath } from '../../app/routes.ts';
import { Section } from '../../ui/section.tsx';
import { mapComponentText } from '../../ui/text/map-component.ts';
import { lastOf, useAnswer } from '../analysis/use-analysis.ts';
import { FindingCards } from '../findings/finding-cards.tsx';
import { listedFindings } from '../findings/findings-model.ts';
import { useAcceptances } from '../findings/use-acceptances.ts';
import { useReviewQuestion } from '../findings/use-review-question.ts';
import { useMap } from '../map-context.tsx';
import { useToday } from '../people/use-today.ts';
import classes from './component-page.module.css';

const words = mapComponentText.findings;
/** So many tell at once how to remove them; the others when they are asked. */
const openAtFirst = 2;
const mostCaused = 5;
const mostOwn = 5;

/** What the review finds of a component, and of others because of it, each with how to remove it. */
export function FindingsPart(props: { readonly id: string; readonly name: string }) {
  const map = useMap();
  const today = useToday();
  const question = useReviewQuestion();
  const answer = useAnswer('findingsOf', [props.id, question]);
  const found = lastOf(answer);
  const { acceptances } = useAcceptances();
  const [all, setAll] = useState(false);
  if (found === undefined) {
    return (
      <Section title={words.title}>
        <p className={classes.note} role="status">
          {answer.kind === 'failed' ? mapComponentText.spof.failed : mapComponentText.spof.working}
        </p>
      </Section>
    );
  }
  const isOpen = ({ id }: { readonly id: string }): boolean =>
    !isAccepted(acceptances.get(id), today);
  const own = listedFindings(map, found.own);
  const open = own.filter(isOpen);
  const caused = listedFindings(map, found.caused).filter(isOpen);
  return (
    <Section title={words.title} lead={open.length === 0 ? words.none : words.lead}>
      <FindingCards
        findings={all ? open : open.slice(0, mostOwn)}
        label={words.title}
        open={openAtFirst}
      />
      {!all && open.length > mostOwn && (
        <Button size="compact-xs" variant="default" mt={6} onClick={() => setAll(true)}>
          {mapComponentText.showAll(open.length)}
        </Button>
      )}
      {open.length < own.length && (
        <p className={classes.note}>{words.accepted(own.length - open.length)}</p>
      )}
      {caused.length > 0 && (
        <>
          <h3 className={classes.heading}>{words.caused}</h3>
          <FindingCards findings={caused.slice(0, mostCaused)} label={words.caused} />
          {found.causedInAll > mostCaused && (
            <Link href={mapPath('findings', '', new URLSearchParams({ q: props.name }).toString())}>
              {words.more}
            </Link>
          )}
        </>
      )}
    </Section>
  );
}
