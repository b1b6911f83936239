import type { Admission, AdmissionLimits, KnownClocks } from '@holdfast/shared/replica/admission';
import type { AppendRule, GuardRule } from '@holdfast/shared/replica/append-only';
import type { CompactedState } from '@holdfast/shared/replica/ports';
import type { ScratchResult } from '@holdfast/shared/replica/scratch';

/** What `heavy-work.ts` asks of its thread. */
export type HeavyRequest =
  | {
      readonly id: number;
      readonly kind: 'admit';
      readonly updates: readonly Uint8Array[];
      readonly known: KnownClocks;
      readonly limits: AdmissionLimits;
    }
  | { readonly id: number; readonly kind: 'compact'; readonly updates: readonly Uint8Array[] }
  | {
      readonly id: number;
      readonly kind: 'diff';
      readonly updates: readonly Uint8Array[];
      readonly stateVector: Uint8Array;
    }
  | {
      readonly id: number;
      readonly kind: 'try-apply';
      readonly updates: readonly Uint8Array[];
      readonly update: Uint8Array;
      readonly rule: AppendRule | GuardRule | undefined;
    };

export type HeavyAnswer =
  | { readonly id: number; readonly kind: 'looked-at'; readonly admission: Admission }
  | { readonly id: number; readonly kind: 'compacted'; readonly state: CompactedState }
  | { readonly id: number; readonly kind: 'diff'; readonly update: Uint8Array }
  | { readonly id: number; readonly kind: 'tried'; readonly result: ScratchResult }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
