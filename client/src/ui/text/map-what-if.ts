import { plural } from './plural.ts';

/** Of "what if": what falls when something is taken away. */
export const mapWhatIfText = {
  start: 'What if…',
  bar: 'What if',
  nothing: 'Nothing is taken away yet. Choose people, components or failure domains.',
  taken: 'Taken away',
  kinds: { components: 'Component', domains: 'Failure domain', people: 'Person' },
  giveBack: (name: string) => `Give ${name} back`,
  unknown: 'not on the map',
  add: 'Take away…',
  search: 'Search people, components and failure domains',
  nothingFound: 'Nothing on the map is called so.',
  working: 'Working out what falls…',
  failed: 'What falls could not be worked out. Reload this page to try again.',
  falls: (count: number) =>
    count === 0 ? 'Nothing else falls' : `${plural(count, 'component falls', 'components fall')}`,
  degrades: (count: number) =>
    `${count.toLocaleString('en')} only ${count === 1 ? 'degrades' : 'degrade'}`,
  orphaned: (count: number) => `nobody left to lead ${plural(count, 'component', 'components')}`,
  details: 'What falls, and why',
  hideDetails: 'Hide',
  showDetails: 'Show what falls',
  fallsTitle: 'Falls',
  degradesTitle: 'Only degrades',
  orphanedTitle: 'Nobody left who can lead',
  lastTitle: 'One person left who can lead',
  isDown: 'down',
  isDegraded: 'degraded',
  because: (path: string) => `because of ${path}`,
  pathArrow: ' → ',
  why: {
    worse: (cause: string) => `works worse: ${cause} is down`,
    'less-redundant': (up: number, needs: number) => `${up} left of what it needs ${needs} of`,
    'no-changes': (cause: string) => `cannot be changed or failed over: ${cause} is down`,
  },
  more: (count: number) => `and ${count.toLocaleString('en')} more`,
  copy: 'Copy link',
  copied: 'Copied a link to this view',
  leave: 'Leave what if',
  leaveKey: 'Esc',
  takeAway: (name: string) => `What if ${name} is gone`,
} as const;
