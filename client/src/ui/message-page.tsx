import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePageTitle } from './use-page-title.ts';
import classes from './message-page.module.css';

/** A page, or a part of one, that has nothing to show but words: what is so, why, what to do. */
export function MessagePage(props: {
  readonly title: string;
  readonly icon?: ReactNode;
  /** The message is all that the page has: its title is the page's. */
  readonly whole?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.page}>
      {props.whole === true && <TitleOfPage title={props.title} />}
      <Stack gap="sm" className={classes.message}>
        {props.icon !== undefined && (
          <span className={classes.icon} aria-hidden="true">
            {props.icon}
          </span>
        )}
        <Title order={props.whole === true ? 1 : 2} size="h4">
          {props.title}
        </Title>
        {typeof props.children === 'string' ? (
          <Text size="sm" c="dimmed">
            {props.children}
          </Text>
        ) : (
          props.children
        )}
      </Stack>
    </div>
  );
}

function TitleOfPage(props: { readonly title: string }) {
  usePageTitle(props.title);
  return null;
}
