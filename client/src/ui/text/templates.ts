export const templatesText = {
  missing: 'This template could not be read on this device.',
  use: 'Use as template',
  stop: 'Stop using as template',
  mark: 'Template',
  used: (title: string) => `“${title}” is offered for new runbooks`,
  stopped: (title: string) => `“${title}” is no longer offered for new runbooks`,
} as const;
