import type { BreakGlassUse } from '@holdfast/shared/access/break-glass-use';
import { readOwnedLabel } from '@holdfast/shared/access/owned-label';
import { IconKey } from '@tabler/icons-react';
import { Link } from 'wouter';
import { accessPath } from '../app/access-routes.ts';
import { useProjection } from '../app/hub-context.tsx';
import { Moment } from '../ui/moment.tsx';
import { breakGlassText as words } from '../ui/text/break-glass.ts';
import { useNow } from '../ui/use-now.ts';
import { describeMinute } from '../ui/when.ts';
import classes from './break-glass-banner.module.css';

const everyMs = 15_000;

/** Says on every screen that sealed access is in use, by whom, since when and until when. Nothing most of the time. */
export function BreakGlassBanner() {
  const workspace = useProjection('workspace');
  const uses = workspace?.kind === 'workspace' ? (workspace.breakGlass ?? []) : [];
  return uses.length === 0 ? null : <InUse uses={uses} />;
}

function InUse(props: { readonly uses: readonly BreakGlassUse[] }) {
  const nowMs = useNow(everyMs);
  const uses = props.uses.filter(({ untilMs }) => untilMs > nowMs);
  const [first] = uses;
  if (first === undefined) return null;
  const { name, device, atMs, untilMs } = first;
  return (
    <aside className={classes.banner} aria-label={words.label}>
      <IconKey size={17} stroke={2} aria-hidden="true" className={classes.icon} />
      <span className={classes.words} role="status">
        <strong dir="auto">{words.inUse(name)}</strong>{' '}
        <span dir="auto">
          {whereUsed(device)}, {words.since} <Moment atMs={atMs} />, {words.until}{' '}
          {describeMinute(untilMs)}.
        </span>{' '}
        {uses.length > 1 && words.more(uses.length - 1)}
      </span>
      <Link href={accessPath('invitations')} className={classes.link}>
        {words.look}
      </Link>
    </aside>
  );
}

/** On which device; and by whom, where its name begins with that. */
function whereUsed(label: string): string {
  const { person, device } = readOwnedLabel(label);
  return person === undefined ? words.on(device) : words.by(person, device);
}
