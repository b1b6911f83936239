import { Button, Group, Text } from '@mantine/core';
import {
  IconArchive,
  IconBook,
  IconChecklist,
  IconCloudQuestion,
  IconSearchOff,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { noFilter, routeToPath } from '../app/routes.ts';
import type { Completeness } from '../app/completeness.ts';
import { useCompleteness, useOpening } from '../app/use-completeness.ts';
import { useWorkspaceName } from '../app/use-workspace-name.ts';
import { fetchBootstrap } from '../hub/bootstrap.ts';
import { CopyableCommand } from '../ui/copyable-command.tsx';
import { Keys } from '../ui/keys.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { transferText } from '../ui/text/transfer.ts';
import { runbooksText } from '../ui/text/runbooks.ts';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { refusals } from '../app/refusals.ts';

/** A workspace without runbooks, as far as this device knows: said only as surely as it is known. */
export function NoRunbooks(props: { readonly archivedCount: number }) {
  const { lastCaughtUpAtMs } = useObservable(useHub().sync);
  if (props.archivedCount > 0) return <AllArchived count={props.archivedCount} />;
  return lastCaughtUpAtMs === undefined ? <NothingKnown /> : <NothingWritten />;
}

function AllArchived(props: { readonly count: number }) {
  const completeness = useCompleteness();
  const words = runbooksLateText.allArchived;
  return (
    <MessagePage
      title={completeness === 'whole' ? words.title : words.titleSoFar}
      icon={<IconArchive size={30} stroke={1.5} />}
    >
      <Text size="sm">{words.body(props.count)}</Text>
      <NotAllHere completeness={completeness} />
      <Group gap="md">
        <CreateButton />
        <Link href={routeToPath({ page: 'runbooks', filter: { ...noFilter, archived: true } })}>
          {words.show}
        </Link>
      </Group>
    </MessagePage>
  );
}

/** No relay has yet told this device all that it has. */
function NothingKnown() {
  const { relays } = useObservable(useHub().sync);
  const workspace = useWorkspaceName();
  const words = runbooksLateText.unknown;
  const hope = relays.some(({ state }) => state === 'connected' || state === 'connecting');
  // A moment after opening it is not known what can be reached.
  const asking = useOpening() || hope;
  return (
    <MessagePage title={words.title(workspace)} icon={<IconCloudQuestion size={30} stroke={1.5} />}>
      <Text size="sm" role="status">
        {asking ? words.asking : words.unreachable}
      </Text>
      <Group gap="md">
        <CreateButton />
        {!asking && <Link href={routeToPath({ page: 'sync' })}>{words.sync}</Link>}
      </Group>
    </MessagePage>
  );
}

/** What runbooks are, and two ways to the first. */
function NothingWritten() {
  const hub = useHub();
  const workspace = useWorkspaceName();
  const served = useServedWorkspace();
  const words = runbooksLateText.empty;
  return (
    <MessagePage title={words.title(workspace)} icon={<IconBook size={30} stroke={1.5} />}>
      <Text size="sm">{words.body}</Text>
      <CopyableCommand command={words.command(location.origin, hub.workspace)} />
      <Text size="sm" c="dimmed">
        {words.after}
      </Text>
      <Group gap="xs">
        <CreateButton />
        <Button component={Link} href={routeToPath({ page: 'import' })} variant="default">
          {transferText.title}
        </Button>
      </Group>
      {workspace === hub.workspace && served !== undefined && served !== workspace && (
        <>
          <Text size="sm">{words.unnamed(workspace)}</Text>
          {/* Another workspace is another hub: the page starts anew. */}
          <a href={`/?workspace=${encodeURIComponent(served)}`}>{words.goToServed(served)}</a>
        </>
      )}
    </MessagePage>
  );
}

function CreateButton() {
  const { show } = useDialogs();
  const why = useObservable(refusals)('create');
  return (
    <Button
      w="fit-content"
      title={why}
      {...(why !== undefined && { 'data-disabled': true, 'aria-disabled': true })}
      rightSection={<Keys keys="c" />}
      onClick={() => show({ kind: 'create' })}
    >
      {runbooksText.create}
    </Button>
  );
}

/** The workspace that the relay behind this page gives to browsers that name none; undefined until it answers. */
function useServedWorkspace(): string | undefined {
  const [served, setServed] = useState<string>();
  useEffect(() => {
    let gone = false;
    fetchBootstrap(location.origin).then(
      ({ workspace }) => {
        if (!gone) setServed(workspace);
      },
      // Without an answer there is nothing to offer.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return served;
}

/** An empty archive: what it is for. */
export function NothingArchived() {
  const completeness = useCompleteness();
  const words = runbooksLateText.emptyArchive;
  return (
    <MessagePage
      title={completeness === 'whole' ? words.title : words.titleSoFar}
      icon={<IconArchive size={30} stroke={1.5} />}
    >
      {words.body}
      <NotAllHere completeness={completeness} />
    </MessagePage>
  );
}

/** Nothing to review: what the list is for. */
export function NothingDue() {
  const completeness = useCompleteness();
  const words = runbooksLateText.nothingDue;
  return (
    <MessagePage
      title={completeness === 'whole' ? words.title : words.titleSoFar}
      icon={<IconChecklist size={30} stroke={1.5} />}
    >
      <Text size="sm">{words.body}</Text>
      <NotAllHere completeness={completeness} />
      <Link href={routeToPath({ page: 'runbooks', filter: noFilter })}>{words.show}</Link>
    </MessagePage>
  );
}

/** Filters that nothing fits: the way out of them. */
export function NoMatch(props: {
  readonly query: string;
  readonly completeness: Completeness;
  readonly onClear: () => void;
}) {
  const { query, completeness } = props;
  const words = runbooksLateText.noMatch;
  const whole = completeness === 'whole';
  const [body, bodyQuery] = whole
    ? [words.body, words.bodyQuery]
    : [words.bodySoFar, words.bodyQuerySoFar];
  return (
    <MessagePage
      title={whole ? words.title : words.titleSoFar}
      icon={<IconSearchOff size={30} stroke={1.5} />}
    >
      <Text size="sm" c="dimmed">
        {query === '' ? body : bodyQuery(query)}
      </Text>
      <NotAllHere completeness={completeness} />
      <Button variant="default" w="fit-content" onClick={props.onClear}>
        {words.clear}
      </Button>
    </MessagePage>
  );
}

/** Nothing was found, but not everything is here. */
function NotAllHere({ completeness }: { readonly completeness: Completeness }) {
  if (completeness === 'whole') return null;
  return <Text size="sm">{runbooksLateText.notAllHere[completeness]}</Text>;
}
