import type { Scenario } from './scenario.ts';

export const relayLoss: Scenario = {
  id: 'relay-loss',
  title: 'Loss of a Holdfast relay',
  drillKind: 'chaos',
  summary: 'One of our own relays is stopped, then all of them, while people go on working.',
  hypothesis:
    'With one relay gone, devices move to another within a minute and nothing that was written is lost. With all relays gone, everyone can still read and write, and what was written arrives everywhere once a relay is back.',
  abort:
    'Stop when a real incident is declared, or when a device shows that something it wrote is on no other device after the relays are back.',
  steps: `## Prepare

1. List the relays, where each runs, and which devices are connected to which: the page about sync says so.
2. Check that each relay has a backup or a peer that holds everything, and how far peers are behind.
3. Choose three people with a device each; one of them writes into a runbook for the whole drill.
4. Export the offline bundle, and put it where it can be opened without a relay.

## Lose one

1. Note the time: this is the start.
2. Stop the relay that most devices use, without warning: kill the process, or cut its network.
3. Note on each device when it says that it lost the relay, and when it is connected to another.
4. Write on all three devices, and check that each sees the others' words.
5. Declare a drill incident, and tick off a step from two devices at once.

## Lose all

1. Stop the other relays, one by one (needs a second person).
2. Reload the page on one device. Can it still read the runbooks and write?
3. Hand what was written from one device to another by file or code.
4. Open the offline bundle on a device that has never been connected.
5. Wait 10 minutes, and go on writing.

## Bring them back

1. Start one relay, and wait until each device says that everything is sent.
2. Compare the texts on all devices, word for word.
3. Start the others, and check that they have caught up.
4. Rebuild one relay from nothing, from its peers, and time it.
`,
  measures: [
    'Time until devices were connected to another relay',
    'Words that were missing on any device afterwards',
    'What could not be done without any relay',
    'Time until the relays agreed again',
    'Time to rebuild a relay from its peers',
  ],
  roles: ['Drill lead', 'Relay operator', 'Three people with devices', 'Scribe'],
  cadence: 'every month',
};
