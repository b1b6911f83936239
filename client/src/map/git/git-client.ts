import { z } from 'zod/mini';
import type { GitCalls } from './git-messages.ts';

/** Reads a git log in a worker of its own, and holds it there. */
export interface GitReader {
  /** Rejects where the worker fails, or was closed. */
  ask<K extends keyof GitCalls>(
    kind: K,
    request: GitCalls[K]['ask'],
  ): Promise<GitCalls[K]['answer']>;
  close(): void;
}

const messageSchema = z.object({
  id: z.number(),
  value: z.optional(z.unknown()),
  progress: z.optional(z.number()),
  problem: z.optional(z.string()),
});

/** Worker and tab are of one build: an answer needs no more checking than that it is one. */
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const answers: { readonly [K in keyof GitCalls]: (value: unknown) => GitCalls[K]['answer'] } = {
  read: (value) => z.custom<GitCalls['read']['answer']>(isObject).parse(value),
  people: (value) => z.custom<GitCalls['people']['answer']>(isObject).parse(value),
  plan: (value) => z.custom<GitCalls['plan']['answer']>(isObject).parse(value),
  write: (value) => z.string().parse(value),
  correct: (value) => z.custom<GitCalls['correct']['answer']>(isObject).parse(value),
};

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** @param onProgress is told how many bytes of a log were read */
export function createGitReader(onProgress: (bytes: number) => void): GitReader {
  const worker = new Worker(new URL('./git-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  let last = 0;

  function failAll(reason: string): void {
    const all = [...waiting.values()];
    waiting.clear();
    for (const { reject } of all) reject(new Error(reason));
  }

  worker.addEventListener('error', (event) => failAll(event.message));
  worker.addEventListener('message', (event) => {
    const { id, value, progress, problem } = messageSchema.parse(event.data);
    if (progress !== undefined) {
      onProgress(progress);
      return;
    }
    const one = waiting.get(id);
    waiting.delete(id);
    if (problem === undefined) one?.resolve(value);
    else one?.reject(new Error(problem));
  });

  return {
    async ask(kind, request) {
      last += 1;
      const id = last;
      const answer = await new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ ...request, id, kind });
      });
      return answers[kind](answer);
    },
    close() {
      worker.terminate();
      failAll('It was stopped.');
    },
  };
}
