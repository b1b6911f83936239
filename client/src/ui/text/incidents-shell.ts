/** What is said of incidents before anybody looks at one. */
export const incidentsShellText = {
  incidents: 'Incidents',
  declare: 'Declare an incident',
  declareFrom: 'Declare an incident from this runbook',
  place: {
    onIncidents: 'looking at the incidents',
    inIncident: (title: string) => `in ${title}`,
    anIncident: 'an incident',
  },
} as const;
