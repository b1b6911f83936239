import { Button, TextInput } from '@mantine/core';
import { workspaceNameSchema } from '@holdfast/shared/protocol/names';
import { useEffect, useState, type FormEvent } from 'react';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { useWorkspaceName } from '../app/use-workspace-name.ts';
import { nameWorkspace } from '../hub/workspace-choice.ts';
import { Moment } from '../ui/moment.tsx';
import { Section } from '../ui/section.tsx';
import { workspacesText as words } from '../ui/text/workspaces.ts';
import {
  isWorkspaceName,
  type KnownWorkspace,
  knownWorkspaces,
  noteStorage,
} from './known-workspaces.ts';
import classes from './workspaces-part.module.css';

/** The workspaces on this device, which of them is open, and the ways to others. */
export function WorkspacesPart() {
  const hub = useHub();
  const title = useWorkspaceName();
  const sync = useObservable(hub.sync);
  const others = useOthers(hub.workspace);
  const unsent = sync.unsent.reduce((sum, { changes }) => sum + changes, 0);
  return (
    <Section title={words.title} lead={words.lead}>
      <ul className={classes.list}>
        <li className={classes.one} aria-current="true">
          <strong dir="auto">
            {words.named(title === hub.workspace ? '' : title, hub.workspace)}
          </strong>
          <span className={classes.quiet}>
            {words.here}
            {sync.known && `, ${words.documents(sync.documents)}`}
          </span>
          {unsent > 0 && <span className={classes.note}>{words.leaving(unsent)}</span>}
        </li>
        {others.list.map((one) => (
          <Other key={one.name} workspace={one} />
        ))}
      </ul>
      {!others.isWhole && <p className={classes.quiet}>{words.notListed}</p>}
      <ByName />
    </Section>
  );
}

function Other({ workspace }: { readonly workspace: KnownWorkspace }) {
  const { name, title, documents, unsent, openedAtMs } = workspace;
  return (
    <li className={classes.one}>
      {/* Another workspace is another hub: the page starts anew. */}
      <a
        href={addressOf(name)}
        className={classes.link}
        dir="auto"
        aria-label={words.open(words.named(title, name))}
      >
        {words.named(title, name)}
      </a>
      <span className={classes.quiet}>
        {documents !== undefined && words.documents(documents)}
        {documents !== undefined && openedAtMs !== undefined && ', '}
        {openedAtMs !== undefined && (
          <>
            {words.opened} <Moment atMs={openedAtMs} />
          </>
        )}
      </span>
      {unsent !== undefined && unsent > 0 && (
        <span className={classes.note}>{words.unsent(unsent)}</span>
      )}
    </li>
  );
}

function ByName() {
  const [name, setName] = useState('');
  const [isWrong, setWrong] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const wanted = name.trim().toLowerCase();
    if (isWorkspaceName(wanted)) location.assign(addressOf(wanted));
    else setWrong(true);
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={words.byName}
        description={words.byNameHint}
        value={name}
        error={isWrong && words.notAName}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className={classes.field}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit" size="sm" variant="default">
        {words.openButton}
      </Button>
    </form>
  );
}

function addressOf(name: string): string {
  return nameWorkspace('/', workspaceNameSchema.parse(name));
}

/** All but the one that is open; `isWhole` is false where the browser does not list its databases. */
function useOthers(workspace: string) {
  const [found, setFound] = useState<{
    readonly list: readonly KnownWorkspace[];
    readonly isWhole: boolean;
  }>({ list: [], isWhole: true });
  useEffect(() => {
    let isLate = false;
    void databaseNames().then((names) => {
      if (isLate) return;
      const list = knownWorkspaces(names ?? [], noteStorage()).filter(
        ({ name }) => name !== workspace,
      );
      setFound({ list, isWhole: names !== undefined });
    });
    return () => {
      isLate = true;
    };
  }, [workspace]);
  return found;
}

async function databaseNames(): Promise<readonly string[] | undefined> {
  const databases = await indexedDB.databases?.().catch(() => undefined);
  return databases?.flatMap(({ name }) => name ?? []);
}
