import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDocument } from '../../documents/use-document.ts';
import { accessText } from '../../ui/text/access.ts';
import { accessDocumentsText } from '../../ui/text/access-documents.ts';
import { AccessAround, useShownAccess } from '../access-context.tsx';
import { AskAdmins } from '../ask-admins.tsx';
import { RestrictDialog } from './restrict-dialog.tsx';
import classes from './documents.module.css';

const words = accessDocumentsText.dialog;

interface WhoMaySeeProps {
  readonly name: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** Who may see a document, over the document itself: changed by admins, read by everybody else. */
export function WhoMaySeeDialog(props: WhoMaySeeProps) {
  const state = useDocument('workspace');
  if (state.kind === 'ready') {
    return (
      <AccessAround doc={state.open.doc}>
        <Ready {...props} />
      </AccessAround>
    );
  }
  return (
    <Plain {...props}>
      <p role="status">{state.kind === 'failed' ? accessText.failed : accessText.opening}</p>
    </Plain>
  );
}

function Ready(props: WhoMaySeeProps) {
  const { me, access, people } = useShownAccess();
  if (me.mayAdminister) return <RestrictDialog {...props} />;
  const restriction = access.restricted.get(props.name);
  const names = restriction?.people.map((id) => people.find((one) => one.id === id)?.name ?? id);
  return (
    <Plain {...props}>
      <p dir="auto">
        {names === undefined ? words.everybody : `${words.some}: ${names.join(', ')}`}
      </p>
      <AskAdmins to={accessDocumentsText.askTo} />
    </Plain>
  );
}

function Plain(props: WhoMaySeeProps & { readonly children: ReactNode }) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={words.title(props.title)}
      size="md"
      yOffset="10vh"
      classNames={{ body: classes.plain ?? '' }}
      styles={{ title: { overflowWrap: 'anywhere' } }}
    >
      {props.children}
    </Modal>
  );
}
