import type { CompactedState } from '@holdfast/shared/replica/ports';

/** What `heavy-work.ts` asks of its thread. */
export type HeavyRequest =
  | { readonly id: number; readonly kind: 'compact'; readonly updates: readonly Uint8Array[] }
  | {
      readonly id: number;
      readonly kind: 'diff';
      readonly updates: readonly Uint8Array[];
      readonly stateVector: Uint8Array;
    };

export type HeavyAnswer =
  | { readonly id: number; readonly kind: 'compacted'; readonly state: CompactedState }
  | { readonly id: number; readonly kind: 'diff'; readonly update: Uint8Array }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
