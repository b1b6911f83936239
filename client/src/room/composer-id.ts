/** Of the field where one writes on an incident's timeline: keys and the palette lead to it. */
export const composerId = 'incident-composer';
