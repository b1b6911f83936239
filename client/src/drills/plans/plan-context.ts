import { changePlanMembers, setPlanFields } from '@holdfast/shared/model/plan';
import type { PlanChange } from '@holdfast/shared/model/plan-checks';
import { planBody, planMeta, readPlan } from '@holdfast/shared/model/plan-document';
import type { MemberChange } from '@holdfast/shared/model/plan-members';
import type { Plan } from '@holdfast/shared/model/plan-value';
import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { createYStore } from '../../documents/y-store.ts';
import type { HubClient, OpenDocument } from '../../hub/client-api.ts';
import { createUndo, fieldEdit } from '../../runbooks/editor/field-edit.ts';

/** A plan but for its steps, which their editor follows. */
export type PlanFacts = Omit<Plan, 'body'>;

/** The plan on screen, and how things are done to it: at once, each field an edit of its own. */
export interface ShownPlan {
  readonly open: OpenDocument;
  readonly undoManager: Y.UndoManager;
  /** Gives why it was refused. */
  set(fields: PlanChange): string | undefined;
  members(change: MemberChange): string | undefined;
  /** Several changes as one step of undo. */
  together(change: (doc: Y.Doc, nowMs: number, by: string) => void): void;
  close(): void;
}

const ShownPlanContext = createContext<ShownPlan | undefined>(undefined);
export const PlanProvider = ShownPlanContext;

/** The plan around this component. Only inside `PlanProvider`. */
export function useShownPlan(): ShownPlan {
  const shown = useContext(ShownPlanContext);
  if (shown === undefined) throw new Error('outside PlanProvider');
  return shown;
}

export function createShownPlan(
  open: OpenDocument,
  hub: Pick<HubClient, 'entryContext'>,
): ShownPlan {
  const { doc } = open;
  const along = ['scope', 'participants', 'blackouts'].map((root) => doc.getMap(root));
  const undoManager = createUndo(planBody(doc), [planMeta(doc), ...along]);
  const now = () => {
    const { actor, nowMs } = hub.entryContext();
    return [nowMs, actor.name] as const;
  };
  const refused = (done: ReturnType<typeof setPlanFields>) => (done.ok ? undefined : done.problem);
  return {
    open,
    undoManager,
    set: (fields) => refused(doc.transact(() => setPlanFields(doc, fields, ...now()), fieldEdit)),
    members: (change) =>
      refused(doc.transact(() => changePlanMembers(doc, change, ...now()), fieldEdit)),
    together: (change) => doc.transact(() => change(doc, ...now()), fieldEdit),
    close: () => undoManager.destroy(),
  };
}

/** The facts of an open plan; drawn anew only when one of them changes. */
export function usePlanFacts(doc: Y.Doc): PlanFacts {
  const store = useMemo(() => createYStore(doc, factsOf, isSame), [doc]);
  return useSyncExternalStore(store.subscribe, store.get);
}

function factsOf(doc: Y.Doc): PlanFacts {
  const { body: _body, ...facts } = readPlan(doc);
  return facts;
}

function isSame(a: PlanFacts, b: PlanFacts): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
