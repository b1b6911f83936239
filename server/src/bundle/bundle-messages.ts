import type { BundleOrigin, BundleReport } from '@holdfast/shared/bundle/bundle-source';
import type { DocumentName } from '@holdfast/shared/protocol/names';

/** What a thread is started with. */
export interface BundleTask {
  readonly path: string;
  readonly origin: BundleOrigin;
  readonly documents: readonly DocumentName[];
}

/** What the thread says: it asks for documents one by one, and ends with `done` or `failed`. */
export type BundleThreadMessage =
  | { readonly kind: 'read'; readonly doc: DocumentName }
  | { readonly kind: 'done'; readonly report: BundleReport }
  | { readonly kind: 'failed'; readonly message: string };

/** The answer to `read`. `failed`: it could not be read. */
export type BundleDocument =
  | { readonly kind: 'held'; readonly update: Uint8Array }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed' };
