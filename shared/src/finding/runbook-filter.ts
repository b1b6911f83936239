import type { RunbookProjection } from '../model/projection.ts';

/** Which runbooks are wanted. Each part is empty where any will do. */
export interface RunbookChoice {
  readonly archived: boolean;
  readonly owner: string;
  readonly tag: string;
  readonly component: string;
  readonly alert: string;
}

/** The owner that stands for runbooks without one. */
export const noOwner = '-';

/** Whether a runbook is one of those that are wanted. */
export function isChosen(runbook: RunbookProjection, choice: RunbookChoice): boolean {
  if (runbook.archived !== choice.archived) return false;
  if (choice.tag !== '' && !runbook.tags.includes(choice.tag)) return false;
  if (choice.component !== '' && !runbook.components.includes(choice.component)) return false;
  if (choice.alert !== '' && !runbook.alerts.includes(choice.alert)) return false;
  if (choice.owner === '') return true;
  return choice.owner === noOwner
    ? runbook.owners.length === 0
    : runbook.owners.includes(choice.owner);
}
