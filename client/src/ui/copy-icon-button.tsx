import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAnnounce } from '../app/announcer.tsx';
import { showCaution } from './notice.tsx';
import { commonText } from './text/common.ts';

const shownMs = 2000;

/** Copies a text; shows and says that it did, and what to mind before it is used. */
export function CopyIconButton(props: {
  readonly text: string;
  readonly label?: string;
  readonly caution?: string | undefined;
}) {
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);

  function copy(): void {
    navigator.clipboard.writeText(props.text).then(
      () => {
        setCopied(true);
        if (props.caution === undefined) announce(commonText.copied);
        else showCaution(commonText.copied, props.caution);
      },
      () => announce(commonText.copyFailed),
    );
  }

  const label = copied ? commonText.copied : (props.label ?? commonText.copy);
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={28}
      onClick={copy}
      aria-label={label}
      title={label}
    >
      {copied ? <IconCheck size={15} color="var(--hf-good)" /> : <IconCopy size={15} />}
    </ActionIcon>
  );
}
