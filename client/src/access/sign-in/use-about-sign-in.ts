import { useEffect, useState } from 'react';
import { type AboutSignIn, callsHere } from './sign-in-calls.ts';

/** What the relay behind the page says of signing in; undefined until it has, and where nobody can. */
export function useAboutSignIn(workspace: string): AboutSignIn | undefined {
  const [about, setAbout] = useState<AboutSignIn>();
  useEffect(() => {
    let gone = false;
    void callsHere(workspace)
      .about()
      .then((found) => {
        if (!gone) setAbout(found);
      });
    return () => {
      gone = true;
    };
  }, [workspace]);
  return about;
}
