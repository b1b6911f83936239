import type { MouseEvent, ReactNode } from 'react';
import { Link } from 'wouter';
import { runbookPath } from '../../app/routes.ts';
import { readerText } from '../text/reader.ts';
import type { LinkTarget } from '@holdfast/shared/markdown/resolve-link';
import { goToSection } from './section-anchor.ts';
import classes from './markdown-view.module.css';

/** A link in a text: to a heading, another runbook, or outside in a new tab that knows nothing of us. */
export function MarkdownLink(props: {
  readonly target: LinkTarget | undefined;
  /** For footnotes, whose texts lead back to where they were referred to. */
  readonly id: string | undefined;
  readonly children: ReactNode;
}) {
  const { target, children } = props;
  if (target === undefined) return <span>{children}</span>;
  switch (target.kind) {
    case 'outside':
      return (
        <a
          href={target.href}
          target="_blank"
          rel="noopener noreferrer"
          title={target.href}
          // On paper, addresses are written after their links, but not twice.
          {...(children === target.href ? { 'data-bare': true } : {})}
        >
          {children}
        </a>
      );
    case 'heading': {
      const go = (event: MouseEvent) => {
        if (!goToSection(target.id)) return;
        event.preventDefault();
        history.replaceState(history.state, '', `#${encodeURIComponent(target.id)}`);
      };
      return (
        <a id={props.id} href={`#${encodeURIComponent(target.id)}`} onClick={go}>
          {children}
        </a>
      );
    }
    case 'runbook': {
      const hash = target.id === '' ? '' : `#${encodeURIComponent(target.id)}`;
      return <Link href={`${runbookPath(target.name)}${hash}`}>{children}</Link>;
    }
    case 'app':
      return <Link href={target.path}>{children}</Link>;
    case 'missing':
      return (
        <span className={classes.missing} title={readerText.missingFile(target.path)}>
          {children}
        </span>
      );
  }
}
