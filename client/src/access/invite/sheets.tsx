import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useWorkspaceName } from '../../app/use-workspace-name.ts';
import { accessText } from '../../ui/text/access.ts';
import { accessInviteText } from '../../ui/text/access-invite.ts';
import { describeDay } from '../../ui/when.ts';
import { useShownAccess } from '../access-context.tsx';
import type { MadeInvitation } from './make-invitation.ts';
import { PageAddresses } from './page-addresses.tsx';
import { QrCode } from './qr-code.tsx';
import { spanWords } from './span-words.ts';
import classes from './sheets.module.css';

const words = accessInviteText.sheets;

/** Sealed access for paper, a page each. It is in this page's memory alone, until it is left. */
export function Sheets(props: {
  readonly made: readonly MadeInvitation[];
  /** How many there were to be, as the numbers on them say. */
  readonly wanted: number;
  readonly onDone: () => void;
}) {
  const { made, wanted, onDone } = props;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
    // Whoever closes the page now loses what was not printed.
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, []);
  return (
    <div data-sheets="">
      <div className={classes.tools}>
        <p role="status">
          {words.ready(made.length)}
          {made.length < wanted && ` ${words.fewer(made.length, wanted)}`}
        </p>
        <Button
          ref={button}
          size="xs"
          leftSection={<IconPrinter size={16} aria-hidden="true" />}
          onClick={() => window.print()}
        >
          {words.print}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {words.done}
        </Button>
      </div>
      {made.map((one) => (
        <Sheet key={one.claims.jti} made={one} />
      ))}
    </div>
  );
}

function Sheet({ made }: { readonly made: MadeInvitation }) {
  const { link, claims } = made;
  const workspace = useWorkspaceName();
  const { me } = useShownAccess();
  const facts = [
    [words.workspace, workspace],
    [words.facts.role, accessText.roleWords[claims.role]],
    [words.facts.life, words.facts.lifeWords(spanWords(claims.life ?? 0))],
    [words.facts.until, describeDay(claims.exp * 1000)],
    [words.facts.made, words.facts.by(me.claims?.name ?? '', describeDay(claims.iat * 1000))],
    [words.facts.id, claims.jti],
  ] as const;
  return (
    <article className={classes.sheet} aria-label={claims.name}>
      <h2 className={classes.title}>{words.title}</h2>
      <p className={classes.name} dir="auto">
        {claims.name}
      </p>
      <div className={classes.columns}>
        <div>
          <h3>{words.what}</h3>
          <p>{words.whatWords(workspace)}</p>
          <h3>{words.how}</h3>
          <ol>
            {words.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
        <QrCode text={link} label={words.qr(claims.name)} />
      </div>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      <PageAddresses link={link} />
      <p>{words.recorded}</p>
      <p className={classes.keep}>{words.keep}</p>
    </article>
  );
}
