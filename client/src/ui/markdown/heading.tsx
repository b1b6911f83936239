import { IconLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useAnnounce } from '../../app/announcer.tsx';
import { readerText } from '../text/reader.ts';
import { sectionElementId } from './section-anchor.ts';
import classes from './markdown-view.module.css';

export type HeadingTag = 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6';

/** A heading that can be linked to; the sign behind it copies the link. */
export function Heading(props: {
  readonly tag: HeadingTag;
  readonly id: string | undefined;
  readonly text: string;
  readonly dir: string | undefined;
  readonly children: ReactNode;
}) {
  const { tag: Tag, id, dir } = props;
  const announce = useAnnounce();
  if (id === undefined) return <Tag dir={dir}>{props.children}</Tag>;
  const copy = () => {
    const url = new URL(`#${encodeURIComponent(id)}`, location.href);
    history.replaceState(history.state, '', url);
    navigator.clipboard.writeText(url.href).then(
      () => announce(readerText.linkCopied),
      () => undefined,
    );
  };
  const label = readerText.copyHeadingLink(props.text);
  return (
    <Tag id={sectionElementId(id)} dir={dir} tabIndex={-1} className={classes.heading}>
      {props.children}
      <button
        type="button"
        className={classes.anchor}
        onClick={copy}
        aria-label={label}
        title={label}
      >
        <IconLink size={15} aria-hidden="true" />
      </button>
    </Tag>
  );
}
