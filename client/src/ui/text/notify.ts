/** Of desktop notifications about incidents. */
export const notifyText = {
  title: 'Notifications',
  label: 'Desktop notifications about incidents',
  hint: 'While no tab of this workspace is looked at: when an incident is declared, when its severity or status changes, when a role is given to you, and when an update is due in an incident that you take part in. On this device only, and only while the app is open in a tab.',
  refused:
    'This browser does not allow it for this site. Allow notifications in the browser’s settings for this site, then turn this on again.',
  notAnswered: 'The browser was not told whether it may. Turn this on again to be asked.',
  unsupported: 'This browser cannot show notifications here.',
  stopped:
    'Nothing is shown: this browser does not allow notifications for this site any more. Allow them in its settings for this site.',
  room: {
    hint: 'This device can tell you of changes while you look elsewhere.',
    turnOn: 'Turn notifications on',
    notNow: 'Not now',
  },
  says: {
    declared: (who: string) => (who === '' ? 'Declared' : `Declared by ${who}`),
    severity: (now: string, before: string) => `Severity: ${now}, was ${before}`,
    status: (now: string) => `Status: ${now}`,
    role: (role: string) => `You are ${role}`,
    updateDue: 'An update is due',
    by: (words: string, who: string) => (who === '' ? words : `${words}, by ${who}`),
    ago: (words: string, time: string) => `${words}, ${time} ago`,
    several: (count: number) => `${count} incidents changed`,
  },
} as const;
