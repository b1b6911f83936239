import type {
  DocumentUpdate,
  ImportedFiles,
  Importer,
  PlannedFile,
} from '@holdfast/shared/transfer/import-work';
import type { PassedOver } from '@holdfast/shared/transfer/passed-over';
import type { ImageExport } from '@holdfast/shared/transfer/export-images';
import type { ExportFile, PlacedDocument } from '@holdfast/shared/transfer/plan-export';
import type { ConflictChoice, ImportFile } from '@holdfast/shared/transfer/plan-import';
import type { SideRun } from '@holdfast/shared/transfer/two-sides';
import type { ZipProblem } from '@holdfast/shared/transfer/zip-read';

/** What is brought in: files of a folder, or an archive. */
export type ImportSource =
  | {
      readonly kind: 'files';
      readonly files: readonly ImportFile[];
      readonly passedOver: readonly PassedOver[];
    }
  | { readonly kind: 'zip'; readonly bytes: Uint8Array };

/** What an export takes from the workspace. */
export interface ExportOrder {
  readonly documents: readonly DocumentUpdate[];
  /** All runbooks that there are: they decide the paths. */
  readonly placed: readonly PlacedDocument[];
}

export interface ExportFiles {
  readonly files: readonly ExportFile[];
  readonly images: ImageExport;
}

export interface ExportedZip {
  readonly bytes: Uint8Array;
  readonly imagesLeft: ImageExport['left'];
}

/** What the tab asks of its transfer worker, and what that answers. Both are of one build. */
export interface TransferCalls {
  begin(source: ImportSource, placed: readonly PlacedDocument[]): BeginResult;
  give(documents: readonly DocumentUpdate[]): void;
  plan(): readonly PlannedFile[];
  wantedHistories(): readonly string[];
  giveHistories(documents: readonly DocumentUpdate[]): void;
  compare(path: string): readonly SideRun[];
  run(
    paths: readonly string[],
    now: readonly DocumentUpdate[],
    choices: ReadonlyMap<string, ConflictChoice>,
    importer: Importer,
  ): ImportedFiles;
  undo(now: readonly DocumentUpdate[], importer: Importer): readonly DocumentUpdate[];
  files(order: ExportOrder): ExportFiles;
  zip(order: ExportOrder, nowMs: number): ExportedZip;
}

export type BeginResult =
  | { readonly ok: true; readonly wanted: readonly string[] }
  | { readonly ok: false; readonly problem: ZipProblem };

export type TransferCall = {
  readonly [Name in keyof TransferCalls]: {
    readonly call: number;
    readonly name: Name;
    readonly values: Parameters<TransferCalls[Name]>;
  };
}[keyof TransferCalls];
