import { Button, type ButtonProps, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useHub } from '../../app/hub-context.tsx';
import { onDevice } from '../../map/kept-values.ts';
import { signInText } from '../../ui/text/sign-in.ts';
import { deviceSigner } from '../device/device-signer.ts';
import { noteGone } from './kept-sign-in.ts';
import { callsHere } from './sign-in-calls.ts';
import { useAboutSignIn } from './use-about-sign-in.ts';

/** Leads to the company's provider; nothing where nobody can sign in to this workspace at this relay. */
export function SignInButton(props: Pick<ButtonProps, 'size' | 'variant'>) {
  const { workspace } = useHub();
  const about = useAboutSignIn(workspace);
  const [isGoing, setIsGoing] = useState(false);
  const [problem, setProblem] = useState<string>();

  // Whoever comes back with the browser's own button finds the page as it was left.
  useEffect(() => {
    const back = (): void => setIsGoing(false);
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, []);

  async function go(): Promise<void> {
    setProblem(undefined);
    setIsGoing(true);
    const signer = await deviceSigner();
    const begun =
      signer === undefined
        ? ({ ok: false, why: signInText.noKeys } as const)
        : await callsHere(workspace).begin(signer);
    if (!begun.ok) {
      setIsGoing(false);
      setProblem(begun.why);
      return;
    }
    const { state, address } = begun.value;
    noteGone({ state, workspace, atMs: Date.now() }, onDevice);
    location.assign(address);
  }

  if (about === undefined) return null;
  const { provider } = about;
  return (
    <>
      <Button size="xs" w="fit-content" {...props} loading={isGoing} onClick={() => void go()}>
        {signInText.with(provider)}
      </Button>
      {problem !== undefined && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
    </>
  );
}
