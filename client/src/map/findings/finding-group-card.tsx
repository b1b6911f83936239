import { Button, Group } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { type Acceptance, isAccepted } from '@holdfast/shared/model/map-acceptances';
import { mapFindingsText } from '../../ui/text/map-findings.ts';
import { firstNames } from '../name-order.ts';
import { useToday } from '../people/use-today.ts';
import { useWhatIf } from '../what-if/use-what-if.ts';
import { AcceptDialog } from './accept-dialog.tsx';
import { FindingCards } from './finding-cards.tsx';
import type { FindingGroup } from './finding-groups.ts';
import { causeKinds, causeOf } from './findings-model.ts';
import classes from './findings.module.css';
import { Writes } from '../../access/writes.tsx';

const words = mapFindingsText.groups;
const mostNamed = 6;
/** More than anybody reads; filters find the rest. */
const mostInside = 100;

/** One cause and what it takes down; opened, each finding with what can be done about it. */
export const FindingGroupCard = memo(function FindingGroupCard(props: {
  readonly group: FindingGroup;
  readonly acceptances: ReadonlyMap<string, Acceptance>;
}) {
  const { group, acceptances } = props;
  const { rule, cause, findings } = group;
  const today = useToday();
  const { toggle, without } = useWhatIf();
  const [isOpen, setOpen] = useState(false);
  const [isAccepting, setAccepting] = useState(false);
  const away = causeOf(findings[0]);
  const open = useMemo(
    () => findings.filter(({ id }) => !isAccepted(acceptances.get(id), today)),
    [findings, acceptances, today],
  );
  const told = useMemo(() => explanation(group), [group]);
  const ruleName = mapFindingsText.rules[rule];
  const title = group.kind === 'people' && cause === '' ? words.nobody : cause;
  return (
    <li className={classes.card} aria-label={group.kind === 'care' ? ruleName : words.label(title)}>
      <div className={classes.head}>
        <span className={classes.ruleName} data-rule={rule}>
          {ruleName}
        </span>
        {title !== '' && (
          <strong className={classes.name} dir="auto">
            {title}
          </strong>
        )}
      </div>
      <p className={classes.text} dir="auto">
        {told}
      </p>
      <Group gap="xs" mt={6}>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? words.hide(findings.length) : words.show(findings.length)}
        </Button>
        {away !== undefined && !without[causeKinds[away.of]].includes(away.id) && (
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => toggle(causeKinds[away.of], away.id)}
          >
            {mapFindingsText.whatIf(away.name)}
          </Button>
        )}
        {open.length > 0 && (
          <Writes operation="edit" doc="map" isSaid>
            <Button size="compact-sm" variant="subtle" onClick={() => setAccepting(true)}>
              {words.accept(open.length)}
            </Button>
          </Writes>
        )}
      </Group>
      {isOpen && (
        <div className={classes.inside}>
          <FindingCards
            findings={findings.slice(0, mostInside)}
            label={words.inside(title || ruleName)}
            open={1}
            isOneCause={away !== undefined}
          />
          {findings.length > mostInside && (
            <p className={classes.text}>{mapFindingsText.more(findings.length - mostInside)}</p>
          )}
        </div>
      )}
      {isAccepting && (
        <AcceptDialog
          findings={open.map(({ id }) => id)}
          title={words.acceptTitle(open.length, title || ruleName)}
          today={today}
          onClose={() => setAccepting(false)}
        />
      )}
    </li>
  );
});

/** What is wrong, in a sentence or two. */
function explanation({ kind, cause, down, about }: FindingGroup): string {
  const names = firstNames(about, mostNamed).join(', ');
  const named = about.length > mostNamed ? words.andMore(names, about.length - mostNamed) : names;
  if (kind === 'people') return words.people(named);
  if (kind !== 'fails') return words.care(named);
  return down === 0 ? words.shared(cause, named) : words.fails(cause, down, named);
}
