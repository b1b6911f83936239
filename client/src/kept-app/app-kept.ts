import type { KeepProgress, KeepReport, KeepTrouble } from './keep-messages.ts';

/** Why the app is never kept by this browser, or not from this address. */
export type NeverKept = 'development' | 'insecure' | 'unsupported' | 'refused';

/** Whether the app itself is on this device, as far as this page knows. */
export type AppKept =
  | { readonly kind: 'looking' }
  | { readonly kind: 'never'; readonly why: NeverKept }
  /** Not yet; `core` is absent where not even its list has come. */
  | { readonly kind: 'keeping'; readonly core?: KeepProgress; readonly trouble?: KeepTrouble }
  /** It opens with every relay dead. `later` counts the files for diagrams. */
  | { readonly kind: 'kept'; readonly later: KeepProgress; readonly trouble?: KeepTrouble }
  /** Kept is another version than this page is of. */
  | { readonly kind: 'other-version' };

/** What a page has been told. */
export interface KeptFacts {
  readonly never?: NeverKept | undefined;
  /** The last report on this page's own version. */
  readonly own?: KeepReport | undefined;
  /** The entry script of the version that opens when the address is opened next; absent: not told. */
  readonly inCharge?: string | undefined;
  /** The entry script of this page. */
  readonly entry: string;
  /** The relay did not even give the list. */
  readonly relayAway: boolean;
}

/** Says no more than the facts do: kept is only what the worker in charge has counted. */
export function appKept(facts: KeptFacts): AppKept {
  const { own, inCharge } = facts;
  if (facts.never !== undefined) return { kind: 'never', why: facts.never };
  if (inCharge !== undefined && inCharge !== facts.entry) return { kind: 'other-version' };
  if (own === undefined) {
    return facts.relayAway ? { kind: 'keeping', trouble: 'relay' } : { kind: 'looking' };
  }
  const trouble =
    own.trouble !== undefined && !own.busy
      ? own.trouble
      : facts.relayAway
        ? ('relay' as const)
        : undefined;
  const why = trouble === undefined ? {} : { trouble };
  if (inCharge === undefined || !isComplete(own.core)) {
    return { kind: 'keeping', core: own.core, ...why };
  }
  return isComplete(own.later)
    ? { kind: 'kept', later: own.later }
    : { kind: 'kept', later: own.later, ...why };
}

export function isComplete({ kept, total }: KeepProgress): boolean {
  return kept >= total;
}
