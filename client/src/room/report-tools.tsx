import { Button } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './report.module.css';

const icon = { size: 15, 'aria-hidden': true } as const;

/** What stands above a report on the screen, and not on paper: the way back, and what can be done with it. */
export function ReportTools(props: {
  readonly back: { readonly href: string; readonly words: string };
  readonly print:
    | {
        readonly words: string;
        /** Whether all of it is drawn: a part of it would pass for all of it. */
        readonly isWhole?: boolean;
        readonly isMinor?: boolean;
      }
    | undefined;
  /** Beside printing. */
  readonly children?: ReactNode;
}) {
  const { back, print } = props;
  return (
    <div className={classes.tools}>
      <Link href={back.href} className={classes.back}>
        <IconArrowLeft {...icon} />
        {back.words}
      </Link>
      <div className={classes.buttons}>
        {props.children}
        {print !== undefined && (
          <Button
            size="xs"
            {...(print.isMinor === true ? { variant: 'default' } : {})}
            leftSection={<IconPrinter {...icon} />}
            loading={print.isWhole === false}
            onClick={() => window.print()}
          >
            {print.words}
          </Button>
        )}
      </div>
    </div>
  );
}
