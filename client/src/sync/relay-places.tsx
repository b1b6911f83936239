import { Button } from '@mantine/core';
import { describeRelay, putRelay, removeRelay } from '@holdfast/shared/model/workspace';
import { useEffect, useRef } from 'react';
import { useProjection } from '../app/hub-context.tsx';
import type { SyncReport } from '../hub/client-api.ts';
import { type ChangeWorkspace, useChangeWorkspace } from '../incidents/use-workspace-document.ts';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { SavedField } from '../ui/saved-field.tsx';
import { Section } from '../ui/section.tsx';
import { relayPlacesText as words } from '../ui/text/relay-places.ts';
import { type KnownRelay, knownRelays, relayPlacesId } from './known-relays.ts';
import { relayName } from './relay-name.ts';
import classes from './relay-places.module.css';
import { Writes } from '../access/writes.tsx';

const facts = ['region', 'provider', 'certificate'] as const;
const none: readonly never[] = [];

/** What people say of each relay, so that it is known what all of them share. */
export function RelayPlaces({ report }: { readonly report: SyncReport }) {
  const workspace = useProjection('workspace');
  const change = useChangeWorkspace();
  const shared = workspace?.kind === 'workspace' ? workspace.relays : none;
  const relays = knownRelays(shared, report.relays);

  const start = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (location.hash === `#${relayPlacesId}`)
      start.current?.parentElement?.scrollIntoView({ block: 'start' });
  }, []);

  async function attempt(command: Parameters<ChangeWorkspace>[0]): Promise<boolean> {
    const problem = await change(command);
    if (problem !== undefined) showProblem(words.failed, problem);
    return problem === undefined;
  }

  return (
    <Section title={words.title} lead={words.lead}>
      <div ref={start} id={relayPlacesId} />
      {relays.length === 0 ? (
        <p className={classes.note}>{words.none}</p>
      ) : (
        <ul className={classes.list}>
          {relays.map((relay) => (
            <Row key={relay.url} relay={relay} attempt={attempt} />
          ))}
        </ul>
      )}
      <p className={classes.note}>{words.certificateHint}</p>
    </Section>
  );
}

function Row(props: {
  readonly relay: KnownRelay;
  readonly attempt: (command: Parameters<ChangeWorkspace>[0]) => Promise<boolean>;
}) {
  const { relay, attempt } = props;
  const { isShared, url, ...said } = relay;
  const name = relayName(relay);

  async function unlist(): Promise<void> {
    if (!(await attempt((doc) => removeRelay(doc, url)))) return;
    showNotice(words.unlisted(name), {
      label: words.undo,
      run: () => void attempt((doc) => putRelay(doc, { url, ...said })),
    });
  }

  return (
    <li className={classes.row} aria-label={words.place(name)}>
      <div className={classes.head}>
        <span className={classes.name}>{name}</span>
        <Writes operation="administer" isSaid>
          {isShared ? (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={words.unlistRelay(name)}
              onClick={() => void unlist()}
            >
              {words.unlist}
            </Button>
          ) : (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={words.shareRelay(name)}
              onClick={() => void attempt((doc) => describeRelay(doc, url, { label: relay.label }))}
            >
              {words.share}
            </Button>
          )}
        </Writes>
      </div>
      {!isShared && <p className={classes.note}>{words.notShared}</p>}
      <Writes operation="administer" isSaid>
        <div className={classes.fields}>
          {facts.map((fact) => (
            <label key={fact} className={classes.field}>
              <span aria-hidden="true">{words.facts[fact].label}</span>
              <SavedField
                label={words.factOf(words.facts[fact].label, name)}
                placeholder={words.facts[fact].placeholder}
                value={relay[fact] ?? ''}
                onSave={(text) =>
                  attempt((doc) =>
                    describeRelay(doc, url, {
                      ...(isShared ? {} : { label: relay.label }),
                      [fact]: text,
                    }),
                  )
                }
              />
            </label>
          ))}
        </div>
      </Writes>
    </li>
  );
}
