import type { Scenario } from './scenario.ts';

export const identityProviderLoss: Scenario = {
  id: 'identity-provider-loss',
  title: 'Loss of the identity provider',
  drillKind: 'game-day',
  summary: 'Nobody can sign in, neither users nor those who would have to repair it.',
  hypothesis:
    'Users who are signed in keep working. Those on call reach every system they need through emergency access that does not depend on the identity provider, within 15 minutes, and that use is recorded.',
  abort:
    'Stop when users outside the test group cannot sign in, when an emergency account is used for anything but the drill, or when a real incident is declared.',
  steps: `## Prepare

1. List what signs in through the identity provider: cloud consoles, clusters, VPN, chat, paging, source code, deployment, the status page, this workspace.
2. For each, note the way in when it is gone: an emergency account, a hardware key, a certificate. "None" is a finding.
3. Check where the emergency credentials are, who can get them, and whether that needs signing in.
4. Check how long a session lasts, and what happens when it cannot be renewed.
5. Choose a test group of people and devices.

## Lose it

1. Note the time: this is the start.
2. Block the identity provider's addresses for the test group, and sign its devices out.
3. Try to page somebody, to reach the chat that you would use, and to read the runbooks. Note what does not work.
4. Get the emergency credentials as if it were night (needs a second person). Note how long it takes.
5. Sign in to each system of the list by its emergency way, and do something harmless there.
6. Check that each of these uses raised an alert.
7. Keep one user's session open, and wait 30 minutes: does it go on?

## Bring it back

1. Remove the block, and check that everyone of the test group can sign in.
2. Change the emergency credentials that were used, and put them back where they belong.
3. Compare the list of systems with what was found, and correct it.
`,
  measures: [
    'Time until the first person on call had emergency access',
    'Systems without a way in',
    'How long sessions of users went on',
    'Uses of emergency accounts that raised no alert',
    'Tools for incidents that could not be reached',
  ],
  roles: ['Drill lead', 'Operator on call', 'Keeper of emergency access', 'Scribe'],
  cadence: 'every 6 months',
};
