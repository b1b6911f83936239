export const settingsText = {
  title: 'Settings',
  lead: 'For this device only, except the names in incidents, which everybody shares. Others see your name and colour.',
  you: 'You',
  name: 'Your name',
  nameHint: 'Stands beside your changes and your cursor.',
  nameGiven:
    'As you were let in. Stands beside your changes and your cursor; a new invitation can change it.',
  nameMissing: (name: string) => `Write a name. Until then you stay ${name}.`,
  nameTooLong: (length: number, most: number, name: string) =>
    `${length} characters are too many: ${most} is the most. Until it is shorter you stay ${name}.`,
  color: 'Your colour',
  colorHint: 'Marks your cursor and your initials on other screens.',
  colors: ['Blue', 'Raspberry', 'Green', 'Purple', 'Orange', 'Teal', 'Violet', 'Olive'],
  preview: 'How others see you',
  appearance: 'Appearance',
  theme: 'Theme',
  themes: { auto: 'Follow the system', light: 'Light', dark: 'Dark' },
  keyboard: 'Keyboard',
  singleKeys: 'Shortcuts of a single key',
  singleKeysHint:
    'Such as c for a new runbook. Turn them off when you control the computer by voice. Shortcuts with Ctrl or ⌘ stay.',
  showKeys: 'Show all shortcuts',
} as const;
