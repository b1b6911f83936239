import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { nameWorkspace } from '../../hub/workspace-choice.ts';
import type { HubClient } from '../../hub/client-api.ts';
import { Logo } from '../../ui/logo.tsx';
import { joinText } from '../../ui/text/access-join.ts';
import { checkInvitation, type InvitationVerdict } from '@holdfast/shared/access/invitation-check';
import { anchorOf, type Card, openAccessRows } from '../device/access-rows.ts';
import { deviceSigner, type DeviceSigner } from '../device/device-signer.ts';
import { takeToken } from '../take-token.ts';
import { acceptanceFor, readInvitation, type ReadInvitation } from './invitation-link.ts';
import { AskToJoin, type SaidOfSelf } from './ask-to-join.tsx';
import { Joining } from './joining.tsx';
import classes from './join.module.css';

export interface JoinPageProps {
  /** What stood behind the `#` of the address. */
  readonly fragment: string;
  readonly connect: () => Promise<HubClient>;
  readonly open: (hub: HubClient) => void;
}

/** From an invitation's link into its workspace. */
export function JoinPage({ fragment, connect, open }: JoinPageProps) {
  const [read] = useState(() => readInvitation(fragment));
  useEffect(() => {
    document.title = joinText.pageTitle;
  }, []);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <p className={classes.mark}>
          <Logo size={22} /> Holdfast
        </p>
        {read === undefined ? (
          <Incomplete />
        ) : (
          <Invited read={read} connect={connect} open={open} />
        )}
      </div>
    </main>
  );
}

/** What can be known before anybody presses. */
interface Device {
  readonly signer: DeviceSigner;
  /** What a relay has accepted here before. */
  readonly before: Card | undefined;
  readonly verdict: InvitationVerdict;
}

function Invited(props: { readonly read: ReadInvitation } & Omit<JoinPageProps, 'fragment'>) {
  const { read, connect, open } = props;
  const { workspace } = read.invitation;
  const device = useDevice(read.invitation);
  const [hub, setHub] = useState<HubClient>();
  const [who, setWho] = useState<string>();
  const [problem, setProblem] = useState<string>();

  async function accept({ signer }: Device, { label, name }: SaidOfSelf): Promise<void> {
    setProblem(undefined);
    setWho(name);
    try {
      const acceptance = await acceptanceFor(read, signer.jkt);
      history.replaceState(null, '', nameWorkspace(location.pathname, workspace));
      const connected = await connect();
      const { token, relays, root } = read.invitation;
      const failed = await takeToken(connected, {
        ...{ token, acceptance, label, relays },
        ...(root === undefined ? {} : { root }),
      });
      if (failed === undefined) setHub(connected);
      else setProblem(failed);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  if (device === undefined) return null;
  if (device === 'none') return <NoKeys />;
  // Nothing of what is here is shown to anybody for what does not hold together.
  if (device.verdict === 'forged') return <NotGenuine />;
  if (device.verdict === 'other-key') return <OtherKey workspace={workspace} />;
  if (hub !== undefined) return <Joining read={read} who={who} hub={hub} open={open} />;
  return (
    <AskToJoin
      read={read}
      verdict={device.verdict}
      before={device.before}
      problem={problem}
      accept={(said) => accept(device, said)}
    />
  );
}

/** Undefined until it is known; `none` where this browser can have no key. */
function useDevice(invitation: ReadInvitation['invitation']): Device | 'none' | undefined {
  const [device, setDevice] = useState<Device | 'none'>();
  useEffect(() => {
    const look = async (): Promise<Device | 'none'> => {
      const signer = await deviceSigner();
      if (signer === undefined) return 'none';
      const rows = await openAccessRows();
      const cards = await rows.cards(invitation.workspace);
      rows.close();
      const verdict = await checkInvitation(invitation, anchorOf(cards));
      return { signer, before: cards.current, verdict };
    };
    look().then(setDevice, () => setDevice('none'));
  }, [invitation]);
  return device;
}

function Incomplete() {
  return (
    <Trouble title={joinText.incomplete}>
      <p>{joinText.incompleteBody}</p>
      <p>
        <a href="/">{joinText.goHome}</a>
      </p>
    </Trouble>
  );
}

function NotGenuine() {
  return (
    <Trouble title={joinText.notGenuine}>
      <p>{joinText.notGenuineBody}</p>
      <p>
        <a href="/">{joinText.goHome}</a>
      </p>
    </Trouble>
  );
}

function OtherKey({ workspace }: { readonly workspace: string }) {
  return (
    <Trouble title={joinText.otherKey(workspace)}>
      <p>{joinText.otherKeyBody}</p>
      <p>{joinText.otherKeyWay}</p>
      <p>
        <a href="/">{joinText.goHome}</a>
      </p>
    </Trouble>
  );
}

function NoKeys() {
  return (
    <Trouble title={joinText.noKeys}>
      <p>{window.isSecureContext ? joinText.noKeysStorage : joinText.noKeysInsecure}</p>
    </Trouble>
  );
}

function Trouble(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h1 className={classes.heading}>{props.title}</h1>
      <div className={classes.note} role="alert">
        <IconAlertTriangle size={20} aria-hidden="true" className={classes.noteIcon} />
        <div>{props.children}</div>
      </div>
    </>
  );
}
