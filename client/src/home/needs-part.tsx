import { Button, TextInput } from '@mantine/core';
import {
  IconCalendarDue,
  IconClipboardCheck,
  IconGavel,
  IconMessage,
  IconSquareCheck,
  IconTarget,
  IconUserStar,
  type Icon,
} from '@tabler/icons-react';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { useHub, useObservable, useProjections } from '../app/hub-context.tsx';
import { isGuestName } from '../hub/guest-name.ts';
import { shortDay } from '../drills/day-words.ts';
import { useDays } from '../drills/drill-book.ts';
import { useIncidentWords } from '../incidents/incident-words.ts';
import { namedDocument } from '../sync/named-document.ts';
import { useTrusts } from '../trust/use-trust.ts';
import { Moment } from '../ui/moment.tsx';
import { drillPlansText } from '../ui/text/drill-plans.ts';
import { homeText } from '../ui/text/home.ts';
import { needsOf, type Need } from './home-model.ts';
import { HomeLine, HomePart } from './home-part.tsx';
import classes from './home-page.module.css';

const words = homeText.needs;
const mostCharacters = 60;
/** What fits beside the rest; the others are one press away. */
const shownFirst = 6;

/** What waits for the person who looks; whoever has not said their name is asked for it. */
export function NeedsPart() {
  const projections = useProjections();
  const trusts = useTrusts();
  const me = useObservable(useHub().me);
  const days = useDays();
  const needs = useMemo(
    () => needsOf(projections, trusts, me.name, days),
    [projections, trusts, me.name, days],
  );
  const [all, setAll] = useState(false);
  const shown = all ? needs : needs.slice(0, shownFirst);
  return (
    <HomePart title={words.title}>
      {isGuestName(me.name) ? (
        <NameForm />
      ) : needs.length === 0 ? (
        <p className={classes.none}>{words.none}</p>
      ) : (
        <ul className={classes.list}>
          {shown.map((need) => (
            <NeedLine key={keyOf(need)} need={need} />
          ))}
        </ul>
      )}
      {needs.length > shownFirst && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(!all)}>
          {all ? words.less : words.more(needs.length - shownFirst)}
        </Button>
      )}
    </HomePart>
  );
}

function keyOf(need: Need): string {
  return `${need.kind} ${need.doc} ${need.kind === 'action' ? need.id : ''}`;
}

const icons: Readonly<Record<Need['kind'], Icon>> = {
  role: IconUserStar,
  action: IconSquareCheck,
  run: IconTarget,
  verdict: IconGavel,
  drill: IconCalendarDue,
  review: IconClipboardCheck,
  remarks: IconMessage,
};

function NeedLine({ need }: { readonly need: Need }) {
  const Picture = icons[need.kind];
  return (
    <HomeLine
      href={namedDocument(need.doc, undefined).href ?? ''}
      title={need.kind === 'action' ? need.text : need.title}
      mark={<Picture size={17} aria-hidden="true" className={classes.icon} />}
      detail={<Detail need={need} />}
    />
  );
}

function Detail({ need }: { readonly need: Need }): ReactNode {
  const { role } = useIncidentWords();
  switch (need.kind) {
    case 'role':
      return words.role(role(need.role));
    case 'action':
      return (
        <>
          <span dir="auto">{need.title}</span>
          {need.due !== '' && (
            <span className={need.isOverdue ? classes.overdue : undefined}>
              {need.isOverdue ? words.overdue(need.due) : words.due(need.due)}
            </span>
          )}
        </>
      );
    case 'run':
      return (
        <>
          {words.run} <Moment atMs={need.sinceMs} />
        </>
      );
    case 'verdict':
      return (
        <>
          {words.verdict} <Moment atMs={need.sinceMs} />
        </>
      );
    case 'drill':
      return <DrillDetail need={need} />;
    case 'review':
      return words.review[need.why];
    case 'remarks':
      return words.remarks(need.count);
  }
}

function DrillDetail({ need }: { readonly need: Extract<Need, { readonly kind: 'drill' }> }) {
  const { today } = useDays();
  const says = drillPlansText.home.need;
  const { when, due, as } = need;
  const day = shortDay(due, today);
  return (
    <>
      <span className={when === 'overdue' ? classes.overdue : undefined}>
        {when === 'today' ? says.today : says[when](day)}
      </span>
      <span>
        {as === undefined ? says.everyone : as.as === 'owner' ? says.owner : says.as(as.role)}
      </span>
    </>
  );
}

/** One field; what it is for stands above it. */
function NameForm() {
  const hub = useHub();
  const me = useObservable(hub.me);
  const [text, setText] = useState('');
  const name = text.trim();
  const tooLong = name.length > mostCharacters;

  function keep(event: FormEvent): void {
    event.preventDefault();
    if (name !== '' && !tooLong) hub.setMe({ ...me, name });
  }

  return (
    <>
      <p className={classes.none}>{words.nameless}</p>
      <form className={classes.name} onSubmit={keep}>
        <TextInput
          aria-label={words.name}
          placeholder={words.name}
          autoComplete="name"
          value={text}
          error={tooLong && words.tooLong(mostCharacters)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button variant="default" type="submit" disabled={name === '' || tooLong}>
          {words.keep}
        </Button>
      </form>
    </>
  );
}
