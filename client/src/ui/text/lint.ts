import type { Problem } from '@holdfast/shared/markdown/lint';
import type { SecretKind } from '@holdfast/shared/markdown/lint-secrets';
import { plural } from './plural.ts';

const secrets: Readonly<Record<SecretKind, string>> = {
  'private-key': 'a private key',
  'aws-key': 'an AWS key',
  'github-token': 'a GitHub token',
  'gitlab-token': 'a GitLab token',
  'slack-token': 'a Slack token',
  'google-key': 'a Google key',
  'vendor-key': 'an API key',
  jwt: 'a signed token (JWT)',
  'password-in-address': 'a password in an address',
  'assigned-secret': 'a password or token',
};

const deadLinks = {
  file: 'This file is not among the runbooks on this device',
  heading: 'No heading of this runbook has this anchor',
  runbook: 'This runbook is not on this device',
  incident: 'This incident is not on this device',
  image: 'This image is not in the runbook',
  nowhere: 'It has no address',
  scheme: 'Nothing opens an address of this kind',
} as const;

export const lintText = {
  panel: 'Problems in the text',
  none: 'No problems found',
  count: (count: number) => plural(count, 'problem', 'problems'),
  show: (count: number) => `Show ${plural(count, 'problem', 'problems')}`,
  noneShort: 'No problems',
  close: 'Close the list of problems',
  declare: 'Declare it',
  remove: 'Take it out',
  addOwner: 'Add an owner',
  secret: (kind: SecretKind) => secrets[kind],
} as const;

/** A problem in words, with what to do. */
export function problemText(problem: Problem): string {
  switch (problem.rule) {
    case 'no-owner':
      return 'Nobody owns this runbook. Add an owner above, so that somebody is asked when it is wrong.';
    case 'dead-link':
      return `This link leads nowhere: ${problem.href.slice(0, 120)}. ${deadLinks[problem.leadsTo]}.`;
    case 'unfilled-variable':
      return `{{${problem.name}}} is not declared, so nobody is asked for it. Add it to the front matter’s variables.`;
    case 'heading-skipped':
      return `A heading of level ${problem.depth} follows one of level ${problem.expected - 1}. Level ${problem.expected} is skipped.`;
    case 'secret':
      return `This looks like ${secrets[problem.secret]}. Everybody in the workspace can read it. Take it out and replace it where it is used.`;
  }
}

export const secretDialogText = {
  title: 'Keep this out of the runbook?',
  body: (kinds: readonly SecretKind[]) =>
    `What you are about to insert looks like it holds ${secretsInWords(kinds)}.`,
  why: 'Once it is in the text, it is sent to everybody in the workspace and stays in the history. A runbook is better off saying where to find it.',
  keepOut: 'Keep out',
  hide: 'Insert with the secret left out',
  insert: 'Insert anyway',
  hidden: '<secret>',
} as const;

/** "an AWS key and a private key". */
export function secretsInWords(kinds: readonly SecretKind[]): string {
  return listed([...new Set(kinds)].map((kind) => secrets[kind]));
}

function listed(items: readonly string[]): string {
  return items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
