/** What somebody chooses from who begins a runbook. */
export const templateChoiceText = {
  choose: (count: number) => `Start from one of ${count}`,
  default: { title: 'Default', detail: 'Meaning, Impact, Diagnosis, Mitigation' },
  empty: { title: 'Empty', detail: 'Nothing written yet' },
  own: 'Template of this workspace',
  pattern: 'Pattern that comes with Holdfast',
  preview: (title: string) => `Preview of ${title}`,
  loading: 'Reading the template…',
  nothing: 'Nothing is written in it.',
} as const;
