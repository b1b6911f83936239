/** Of roles: what each may do, in plain words. */
export const accessRolesText = {
  lead: 'What somebody may do goes by the role they were given. Relays check it by themselves, and refuse what a role does not allow.',
  table: 'What each role may do',
  operation: 'What',
  may: 'Yes',
  mayNot: 'No',
  yours: 'You',
  people: 'People',
  machines: 'Programs',
  operations: {
    read: 'Read everything, also offline, but documents restricted to others',
    presence: 'See who is here, and be seen',
    append: 'Tick steps, post in incidents and drills, comment, declare an incident',
    edit: 'Write and rewrite runbooks, the map, drills and incidents; archive and bring back',
    administer:
      'Invite and cut off, say who may see a document, change what is set for the whole workspace',
    replicate: 'Keep a copy of everything, restricted documents too, and pass it on',
    report: 'Report alerts through webhooks',
    export: 'Read over HTTP: exports, calendars, numbers',
  },
  you: (role: string) => `You are ${role}.`,
  youUntil: 'Until',
  scoped: 'Only in these documents:',
  noneOpen:
    'The relays that this device reaches ask nobody for a key, so everybody may do everything. Roles count once they do.',
  unknown: 'Which role you have is not known on this device yet.',
  askTo: 'For another role:',
  notes: [
    'Some documents are restricted to named people. Nobody else gets them, whatever the role; admins can change who they are.',
    'What a responder posts stays: nobody but editors and admins changes or archives it, and then it shows who did.',
    'Relays are trusted with everything. Whoever runs one can read what is in the workspace.',
  ],
} as const;
