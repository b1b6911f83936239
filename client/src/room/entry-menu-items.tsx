import { Menu } from '@mantine/core';
import { IconCopy, IconLink, IconPin } from '@tabler/icons-react';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { incidentsText } from '../ui/text/incidents.ts';

const words = incidentsText.timeline;
const icon = { size: 16, 'aria-hidden': true } as const;

export function PinItem(props: {
  readonly pinned: boolean;
  readonly disabled: boolean;
  readonly onPin: (pinned: boolean) => void;
}) {
  const { pinned, onPin } = props;
  return (
    <Menu.Item
      disabled={props.disabled}
      leftSection={<IconPin {...icon} />}
      onClick={() => onPin(!pinned)}
    >
      {pinned ? words.unpin : words.pin}
    </Menu.Item>
  );
}

/** Copies what was said. Nothing where there are no words. */
export function CopyItem(props: { readonly text: string }) {
  const { text } = props;
  if (text === '') return null;
  return (
    <Menu.Item
      leftSection={<IconCopy {...icon} />}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => showNotice(words.copied),
          () => showProblem(incidentsText.room.failedCommand, words.copyFailed),
        );
      }}
    >
      {words.copy}
    </Menu.Item>
  );
}

export function LinkItem(props: { readonly onCopy: () => void }) {
  return (
    <Menu.Item leftSection={<IconLink {...icon} />} onClick={props.onCopy}>
      {words.copyLink}
    </Menu.Item>
  );
}
