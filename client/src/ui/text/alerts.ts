export const alertText = {
  looking: (name: string) => `Looking for the runbook for ${name}…`,
  severalTitle: (name: string) => `Several runbooks answer to ${name}`,
  several:
    'Choose the one that fits. To make it one, leave the name in the front matter of only one of them.',
  choices: 'Runbooks to choose from',
  noneTitle: (name: string) => `No runbook for ${name}`,
  noneSoFarTitle: (name: string) => `No runbook for ${name} on this device so far`,
  nearest: 'Named much like it:',
  none: 'A runbook answers to an alert by “alerts” or “aliases” in its front matter, by alert rules that were imported, or by its file’s name or title.',
  create: 'Write it now',
  search: (name: string) => `Search all runbooks for ${name}`,
  archived: 'archived',
} as const;
