import type * as Y from 'yjs';
import { checkTitle, type TitleRefused } from './checks.ts';
import type { CommandResult } from './command.ts';
import { cleanLine, setRegister } from './meta.ts';
import { isPlanEmpty, planMeta } from './plan-document.ts';

export interface NewPlan {
  readonly title: string;
  readonly drillKind: string;
}

/** Fills a new document. Refused where it already holds a plan. */
export function createPlan(
  doc: Y.Doc,
  plan: NewPlan,
  nowMs: number,
  by: string,
): CommandResult<TitleRefused | 'exists'> {
  if (!isPlanEmpty(doc)) {
    return { ok: false, reason: 'exists', problem: 'This document already holds a plan.' };
  }
  const title = checkTitle(plan.title);
  if (!title.ok) return title;
  const meta = planMeta(doc);
  doc.transact(() => {
    setRegister(meta, 'title', title.value);
    setRegister(meta, 'drillKind', cleanLine(plan.drillKind));
    setRegister(meta, 'createdAtMs', nowMs);
    setRegister(meta, 'createdBy', cleanLine(by));
  });
  return { ok: true, changed: true };
}
