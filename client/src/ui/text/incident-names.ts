/** Of the settings in which a workspace says what it calls severities and roles. */
export const incidentNamesText = {
  title: 'Incidents',
  lead: 'For everybody in this workspace: what severities and roles are called. An empty field means what the app calls it.',
  severities: 'Severities',
  short: (severity: number) => `Name of severity ${severity}`,
  long: (severity: number) => `What severity ${severity} means`,
  roles: 'Roles',
  role: (name: string) => `Name of the role ${name}`,
  instructions: (name: string) => `What the ${name} does`,
  more: (name: string) => `What the ${name} does`,
  add: 'Add a role',
  addButton: 'Add',
  remove: (name: string) => `Remove the role ${name}`,
  removed: (name: string) => `Removed the role ${name}. Who holds it in an incident still does.`,
  undo: 'Undo',
  failed: 'That was not saved',
} as const;
