import type {
  DocumentUpdate,
  ImportedFiles,
  PlannedFile,
} from '@holdfast/shared/transfer/import-work';
import type { SideRun } from '@holdfast/shared/transfer/two-sides';
import { z } from 'zod/mini';
import type { BeginResult, ExportedZip, ExportFiles, TransferCalls } from './transfer-messages.ts';

/** The calls of the transfer worker, from a tab. They reject where the worker fails, and once it is closed. */
export interface TransferClient {
  ask<Name extends keyof TransferCalls>(
    name: Name,
    ...values: Parameters<TransferCalls[Name]>
  ): Promise<ReturnType<TransferCalls[Name]>>;
  close(): void;
}

const answerSchema = z.object({
  call: z.int(),
  value: z.optional(z.unknown()),
  problem: z.optional(z.string()),
});

/** Worker and tab are of one build: an answer needs no more checking than that it is one. */
const isList = (value: unknown): boolean => Array.isArray(value);
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const answers = {
  begin: z.custom<BeginResult>(isObject),
  give: z.void(),
  plan: z.custom<readonly PlannedFile[]>(isList),
  wantedHistories: z.custom<readonly string[]>(isList),
  compare: z.custom<readonly SideRun[]>(isList),
  run: z.custom<ImportedFiles>(isObject),
  undo: z.custom<readonly DocumentUpdate[]>(isList),
  files: z.custom<ExportFiles>(isObject),
  zip: z.custom<ExportedZip>(isObject),
};
const read: {
  readonly [Name in keyof TransferCalls]: (value: unknown) => ReturnType<TransferCalls[Name]>;
} = {
  begin: (value) => answers.begin.parse(value),
  give: (value) => answers.give.parse(value),
  plan: (value) => answers.plan.parse(value),
  wantedHistories: (value) => answers.wantedHistories.parse(value),
  giveHistories: (value) => answers.give.parse(value),
  compare: (value) => answers.compare.parse(value),
  run: (value) => answers.run.parse(value),
  undo: (value) => answers.undo.parse(value),
  files: (value) => answers.files.parse(value),
  zip: (value) => answers.zip.parse(value),
};

interface Waiting {
  take(value: unknown): void;
  fail(problem: string): void;
}

/** Starts the worker, which does what takes long: unpacking, reading and planning thousands of files. */
export function startTransfer(): TransferClient {
  const worker = new Worker(new URL('./transfer-worker.ts', import.meta.url), { type: 'module' });
  const open = new Map<number, Waiting>();
  let last = 0;
  let ended: string | undefined;
  worker.addEventListener('message', (event) => {
    const { call, value, problem } = answerSchema.parse(event.data);
    const waiting = open.get(call);
    open.delete(call);
    if (problem === undefined) waiting?.take(value);
    else waiting?.fail(problem);
  });
  worker.addEventListener('error', (event) => failAll(event.message));

  function failAll(problem: string): void {
    ended = problem;
    for (const { fail } of open.values()) fail(problem);
    open.clear();
  }

  return {
    ask(name, ...values) {
      const call = ++last;
      return new Promise((resolve, reject) => {
        if (ended !== undefined) throw new Error(ended);
        open.set(call, {
          take: (value) => resolve(read[name](value)),
          fail: (problem) => reject(new Error(problem)),
        });
        worker.postMessage({ call, name, values });
      });
    },
    close() {
      worker.terminate();
      failAll('closed');
    },
  };
}
