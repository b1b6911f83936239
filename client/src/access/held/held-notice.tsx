import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useProjections } from '../../app/hub-context.tsx';
import { lazyScreen } from '../../app/lazy-screen.tsx';
import { namedAfter, namedDocument } from '../../sync/named-document.ts';
import { accessStateText } from '../../ui/text/access-state.ts';
import { plural } from '../../ui/text/plural.ts';
import type { Access } from '../access-report.ts';
import { useKnownAccess } from '../known-access.ts';
import type { AccessReport } from '../device/access-messages.ts';
import classes from '../access-notice.module.css';

const HeldDialog = lazyScreen(
  async () => (await import('./held-dialog.tsx')).HeldDialog,
  () => null,
);

const words = accessStateText.held;

/** Says that edits of this device are taken by no relay, of the document on screen first. */
export function HeldNotice(props: {
  readonly held: AccessReport['held'];
  readonly access: Access;
}) {
  const { held, access } = props;
  const projections = useProjections();
  const { restricted } = useKnownAccess();
  const [path] = useLocation();
  const [isOpen, setIsOpen] = useState(false);
  const named = held.map(({ doc, changes }) => {
    const { title, href } = namedDocument(doc, projections?.get(namedAfter(doc)));
    return { doc, changes, title, isHere: href !== undefined && path.startsWith(href) };
  });
  const first = named.find(({ isHere }) => isHere) ?? named[0];
  if (first === undefined) return null;
  const claims = 'claims' in access ? access.claims : undefined;
  const isForOthers =
    claims !== undefined && restricted.get(first.doc)?.people.includes(claims.sub) === false;
  const others = named.filter((one) => one !== first);
  const counted = named.map(({ doc, title, changes }) => ({
    doc,
    label: words.counted(title, plural(changes, 'change', 'changes')),
  }));
  return (
    <div className={classes.notice} role="status">
      <IconCloudOff size={18} aria-hidden="true" className={classes.icon} />
      <p>
        <strong>{words.title(plural(first.changes, 'change', 'changes'), first.title)}.</strong>{' '}
        <span className={classes.detail}>
          {isForOthers ? words.forOthers : words.body(claims?.role)}{' '}
          {others.length > 0 && words.more(others.map(({ title }) => title))}
        </span>
      </p>
      <Button
        size="compact-sm"
        variant="default"
        className={classes.action ?? ''}
        onClick={() => setIsOpen(true)}
      >
        {words.decide}
      </Button>
      {isOpen && <HeldDialog docs={counted} first={first.doc} onClose={() => setIsOpen(false)} />}
    </div>
  );
}
