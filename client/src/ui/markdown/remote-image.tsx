import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { readerText } from '../text/reader.ts';
import classes from './markdown-view.module.css';

/**
 * An image from elsewhere, fetched only when asked for: a runbook must not tell other servers who
 * reads it and when, nor wait for them.
 */
export function RemoteImage(props: { readonly src: string; readonly alt: string }) {
  const [state, setState] = useState<'asked' | 'failed'>();
  const host = hostOf(props.src);
  if (host === undefined) {
    return (
      <span className={classes.imageNote} data-not-text>
        <IconPhoto size={15} aria-hidden="true" /> {props.alt || readerText.image} (
        {readerText.imageInRepository}: {props.src})
      </span>
    );
  }
  if (state === 'asked') {
    return (
      <img
        className={classes.image}
        src={props.src}
        alt={props.alt}
        referrerPolicy="no-referrer"
        onError={() => setState('failed')}
      />
    );
  }
  return (
    <span className={classes.imageBox} data-not-text>
      {props.alt !== '' && <span className={classes.imageAlt}>{props.alt}</span>}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPhoto size={15} aria-hidden="true" />}
        title={readerText.imageWhy}
        onClick={() => setState('asked')}
      >
        {readerText.showImage(host)}
      </Button>
      {state === 'failed' && (
        <span role="status" className={classes.imageFailed}>
          {readerText.imageFailed(host)}
        </span>
      )}
    </span>
  );
}

function hostOf(src: string): string | undefined {
  if (!URL.canParse(src)) return undefined;
  const url = new URL(src);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.host : undefined;
}
