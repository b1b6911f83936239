import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useAnnounce } from '../../app/announcer.tsx';
import { describeMinute } from '../../ui/when.ts';
import { accessInviteText } from '../../ui/text/access-invite.ts';
import { commonText } from '../../ui/text/common.ts';
import type { MadeInvitation } from './make-invitation.ts';
import { PageAddresses } from './page-addresses.tsx';
import { QrCode } from './qr-code.tsx';
import { spanWords } from './span-words.ts';
import classes from './invite.module.css';

const words = accessInviteText.made;

/** Shows an invitation's link, once. */
export function MadeDialog(props: { readonly made: MadeInvitation; readonly onClose: () => void }) {
  const { link, claims } = props.made;
  const { copied, copy, error } = useClipboard();
  const announce = useAnnounce();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.title(claims.name)}
      size="xl"
      yOffset="6vh"
      // What cannot be shown again is not to go with a slip of the mouse.
      closeOnClickOutside={false}
      closeOnEscape={false}
      styles={{ title: { overflowWrap: 'anywhere' } }}
    >
      <div className={classes.made}>
        <div className={classes.madeWords}>
          <p className={classes.once}>{words.once}</p>
          <ul className={classes.how}>
            {words.how.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <p>{words.works(spanWords(claims.life ?? 0), describeMinute(claims.exp * 1000))}</p>
          <p>{words.listed}</p>
          <PageAddresses link={link} />
        </div>
        <div className={classes.qr}>
          <QrCode text={link} label={words.qr(claims.name)} />
        </div>
      </div>
      <Textarea
        mt="sm"
        label={words.link}
        value={link}
        readOnly
        rows={3}
        error={error === null ? undefined : commonText.copyFailed}
        classNames={{ input: classes.link ?? '' }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button
          size="xs"
          data-autofocus
          onClick={() => {
            copy(link);
            announce(commonText.copied);
          }}
        >
          {copied ? commonText.copied : words.copy}
        </Button>
        <Button size="xs" variant="default" onClick={props.onClose}>
          {words.done}
        </Button>
      </Group>
    </Modal>
  );
}
