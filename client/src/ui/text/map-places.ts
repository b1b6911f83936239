/** Of the dialog that places what stands in one failure domain elsewhere. */
export const mapPlacesText = {
  title: (domain: string) => `What stands in ${domain}`,
  lead: 'Say where else it stands. A name that is not on the map becomes a new failure domain.',
  group: (component: string, needs: number, of: number) =>
    `${component} needs ${needs} of ${of} of these`,
  alone: 'By itself',
  where: (component: string) => `Where ${component} stands`,
  find: 'Find a component',
  more: (count: number) => `${count} more. Find them by name.`,
  nothingChanged: 'Nothing was placed elsewhere yet.',
  save: 'Save',
} as const;
