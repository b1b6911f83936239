import { acceptedByDefault } from '@holdfast/shared/map-transfer/apply-map-import';
import type { ItemDecision, MapImportPlan } from '@holdfast/shared/map-transfer/plan-map-import';
import type { RegisterName } from '@holdfast/shared/model/map-value';

/** Decisions of one kind about one sort of item: they are shown, and may be refused, together. */
export interface PlanGroup {
  readonly key: string;
  readonly register: RegisterName;
  readonly kind: Exclude<ItemDecision['kind'], 'unchanged'>;
  readonly items: readonly ItemDecision[];
}

const kinds = ['create', 'change', 'gone'] as const;

/** What a plan would do, group by group; what stays as it is is not in them. */
export function planGroups(plan: MapImportPlan): readonly PlanGroup[] {
  const groups = new Map<string, { group: Omit<PlanGroup, 'items'>; items: ItemDecision[] }>();
  for (const item of plan.items) {
    const kind = kinds.find((one) => one === item.kind);
    if (kind === undefined) continue;
    const key = `${item.register} ${kind}`;
    const known = groups.get(key);
    if (known !== undefined) known.items.push(item);
    else groups.set(key, { group: { key, register: item.register, kind }, items: [item] });
  }
  return [...groups.values()].map(({ group, items }) => ({ ...group, items }));
}

export function decisionKey({ register, id }: ItemDecision): string {
  return `${register} ${id}`;
}

/** Which decisions are wanted: what nobody touched is as by default. */
export type Choices = ReadonlyMap<string, boolean>;

export function isWanted(choices: Choices, decision: ItemDecision): boolean {
  return (
    decision.kind !== 'unchanged' &&
    (choices.get(decisionKey(decision)) ?? acceptedByDefault(decision))
  );
}

export function chosen(
  choices: Choices,
  decisions: readonly ItemDecision[],
  wanted: boolean,
): Choices {
  const next = new Map(choices);
  for (const one of decisions) next.set(decisionKey(one), wanted);
  return next;
}
