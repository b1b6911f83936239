export const signInText = {
  with: (provider: string) => `Sign in with ${provider}`,
  going: (provider: string) => `Going to ${provider} …`,
  unreachable:
    'This relay does not answer, so nobody can sign in here now. Try again, or open another relay.',
  malformed:
    'The relay answered something unexpected. Reload the page; if that does not help, its log says more.',
  noKeys:
    'This browser cannot keep a key of its own here, so it cannot sign in. Use a secure address (https), and no private window.',
  signingIn: 'Signing in',
  notKnown: 'This sign-in was begun in another browser, or is too old. Sign in again.',
  failed: 'Not signed in',
  again: 'Sign in again',
  toStart: 'Open the workspace',
  settings: {
    title: 'Sign-in',
    who: (name: string, provider: string) => `${name}, by ${provider}.`,
    until: (provider: string, when: string) => `Works without ${provider} until ${when}.`,
    renews: (provider: string) =>
      `As long as ${provider} can be reached, this device renews it by itself; nothing is to be done.`,
    renewsNot: (provider: string) =>
      `${provider} does not let this device renew it. Sign in again before then.`,
    lastFailed: (when: string, why: string) => `Renewing did not work ${when}: ${why}`,
    now: 'Renew now',
  },
} as const;
