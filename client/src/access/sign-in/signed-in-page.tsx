import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { addressIn } from '../../app/workspace-address.tsx';
import type { HubClient } from '../../hub/client-api.ts';
import { onDevice } from '../../map/kept-values.ts';
import { Logo } from '../../ui/logo.tsx';
import { signInText } from '../../ui/text/sign-in.ts';
import { readClaims } from '@holdfast/shared/access/claims';
import { deviceSigner } from '../device/device-signer.ts';
import { deviceLabel } from '../join/device-label.ts';
import classes from '../join/join.module.css';
import { takeToken } from '../take-token.ts';
import { keepSignedIn } from './kept-sign-in.ts';
import { signedInBy } from './renewal.ts';
import { callsHere } from './sign-in-calls.ts';

export interface SignedInPageProps {
  /** What the provider sent; undefined where this browser did not begin it. */
  readonly came:
    | {
        readonly state: string;
        readonly query: string;
        readonly workspace: WorkspaceName;
      }
    | undefined;
  readonly connect: () => Promise<HubClient>;
  readonly open: (hub: HubClient) => void;
}

/** From the provider into the workspace. */
export function SignedInPage({ came, connect, open }: SignedInPageProps) {
  const [problem, setProblem] = useState<string | undefined>(
    came === undefined ? signInText.notKnown : undefined,
  );

  useEffect(() => {
    document.title = signInText.signingIn;
    if (came === undefined) return;
    // What comes back is good once: the page does not ask twice, however often it is drawn.
    void arrive(came);
    // oxlint-disable-next-line react/exhaustive-deps -- once, for what the page was opened with.
  }, []);

  async function arrive(of: NonNullable<SignedInPageProps['came']>): Promise<void> {
    try {
      const done = await complete(of, connect);
      if (typeof done === 'string') {
        setProblem(done);
        return;
      }
      history.replaceState(null, '', addressIn(done, '/'));
      open(done);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <p className={classes.mark}>
          <Logo size={22} /> Holdfast
        </p>
        {problem === undefined ? (
          <>
            <h1 className={classes.heading}>{signInText.signingIn}</h1>
            <Loader size={20} aria-hidden="true" />
          </>
        ) : (
          <Failed problem={problem} toStart={came?.workspace} />
        )}
      </div>
    </main>
  );
}

function Failed(props: { readonly problem: string; readonly toStart: string | undefined }) {
  const { problem, toStart } = props;
  const address = toStart === undefined ? '/' : `/?workspace=${encodeURIComponent(toStart)}`;
  return (
    <>
      <h1 className={classes.heading}>{signInText.failed}</h1>
      <div className={classes.note} role="alert">
        <IconAlertTriangle size={20} aria-hidden="true" className={classes.noteIcon} />
        <p>{problem}</p>
      </div>
      <div className={classes.actions}>
        <Button component="a" href={address} variant="default">
          {signInText.toStart}
        </Button>
      </div>
    </>
  );
}

/** The hub of the workspace, once the token is on this device; or what went wrong, in words. */
async function complete(
  { state, query, workspace }: NonNullable<SignedInPageProps['came']>,
  connect: () => Promise<HubClient>,
): Promise<HubClient | string> {
  const signer = await deviceSigner();
  if (signer === undefined) return signInText.noKeys;
  const calls = callsHere(workspace);
  const about = await calls.about();
  const answer = await calls.finish(signer, state, query);
  if (!answer.ok) return answer.why;
  const hub = await connect();
  const { token } = answer.value;
  const problem = await takeToken(hub, { token, label: deviceLabel(), relays: [] });
  if (problem !== undefined) return problem;
  const provider = about?.provider ?? new URL(location.origin).host;
  keepSignedIn(workspace, signedInBy(provider, answer.value, Date.now()), onDevice);
  await hub.deviceReady;
  const name = readClaims(token)?.name;
  if (name !== undefined) hub.setMe({ ...hub.me.get(), name });
  return hub;
}
