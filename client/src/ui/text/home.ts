import { plural } from './plural.ts';

/** What is said on the home page, and on the phone's page of further places. */
export const homeText = {
  title: 'Home',
  more: 'More',
  moreLead: 'The places that the bar below has no room for.',
  live: {
    title: 'Live incidents',
    none: 'Nothing is on fire, as far as this device knows.',
    declare: 'Declare an incident',
    commander: (name: string) => `${name} is in command`,
    nobody: 'Nobody is in command',
    all: 'All incidents',
  },
  needs: {
    title: 'Needs you',
    none: 'Nothing waits for you.',
    nameless:
      'Say who you are, and what waits for you is listed here: roles you hold, action items, runbooks of yours that are due for review, drills you own or are part of.',
    name: 'Your name',
    keep: 'Keep my name',
    tooLong: (most: number) => `At most ${most} characters.`,
    more: (count: number) => `Show ${count} more`,
    less: 'Show fewer',
    role: (role: string) => `You are ${role}`,
    due: (day: string) => `due ${day}`,
    overdue: (day: string) => `overdue since ${day}`,
    action: 'Action item',
    run: 'A drill you are part of goes on',
    verdict: 'A machine told of this drill: say how it went',
    review: {
      doubt: 'Somebody doubts this runbook: look at it and give a verdict',
      'never-reviewed': 'Your runbook has never been reviewed',
      overdue: 'Your runbook is due for review',
    },
    remarks: (count: number) =>
      count === 1
        ? '1 comment or suggestion on your runbook is open'
        : `${count} comments and suggestions on your runbook are open`,
  },
  changes: {
    title: 'Changed since yesterday',
    none: 'Nobody has changed anything since yesterday, as far as this device knows.',
    kinds: {
      runbook: 'Runbook',
      incident: 'Incident',
      drill: 'Drill',
      plan: 'Drill plan',
      map: 'Map',
    },
    isNew: 'new',
    by: (name: string) => `by ${name}`,
    more: (count: number) => `Show ${count} more`,
  },
  copy: {
    title: 'Your offline copy',
    documents: (count: number) => `${plural(count, 'document', 'documents')} on this device`,
    caughtUp: 'Last known equal to a relay’s copy',
    never: 'not yet',
    sync: 'Where your edits are',
  },
  first: {
    title: 'Begin here',
    lead: 'Each of these takes a few minutes and works with no network. What is done gets its tick by itself.',
    progress: (done: number, all: number) => `${done} of ${all} done`,
    hide: 'Hide this list',
    show: 'Show the first steps',
    done: 'Done',
    steps: {
      name: {
        title: 'Say who you are',
        body: 'One field in Settings, no account. What you do is written under this name.',
        go: 'Open Settings',
      },
      runbook: {
        title: 'Keep a runbook',
        body: 'Begin one from a pattern, or drop a folder of Markdown that you have.',
        go: 'Open runbooks',
      },
      map: {
        title: 'Draw what depends on what',
        body: 'Load the example, import a catalogue, or draw it: the single points of failure show at once.',
        go: 'Open the map',
      },
      drill: {
        title: 'Practise once',
        body: 'Open a runbook and choose Run. What has never been tried is a hope.',
        go: 'Open drills',
      },
      relays: {
        title: 'Stand on two relays',
        body: 'With a second relay, losing one machine for ever loses nothing.',
        go: 'Open Sync',
      },
    },
  },
  go: 'Home',
} as const;
