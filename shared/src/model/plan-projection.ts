import type * as Y from 'yjs';
import { plainText } from '../markdown/plain-text.ts';
import { readPlan } from './plan-document.ts';
import type { PlanProjection } from './projection.ts';

/** What lists, the calendar, search and the command line need to know of a plan. */
export function projectPlan(doc: Y.Doc): PlanProjection {
  const { body, hypothesis, abort, ...plan } = readPlan(doc);
  const text = plainText([hypothesis, abort, body].filter((part) => part !== '').join('\n\n'));
  return { kind: 'plan', ...plan, hypothesis, abort, text };
}
