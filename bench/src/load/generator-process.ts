import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  commandSchemas,
  replySchema,
  type CommandName,
  type Plan,
  type Result,
} from './commands.ts';

/** A load generator in a process of its own. */
export interface Generator {
  /** Rejects when the generator could not do it, or died. */
  ask<Name extends CommandName>(name: Name, plan: Plan<Name>): Promise<Result<Name>>;
  stop(): void;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

/** Starts a generator; it ends with its parent. */
export function startGenerator(children: Set<ChildProcess>): Generator {
  const script = fileURLToPath(new URL('./generator.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--import', import.meta.resolve('tsx')] });
  children.add(child);
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  child.on('message', (message) => {
    const { id, result, error } = replySchema.parse(message);
    const asker = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asker?.resolve(result);
    else asker?.reject(new Error(error));
  });
  child.on('exit', () => {
    children.delete(child);
    for (const asker of waiting.values()) asker.reject(new Error('the load generator ended'));
  });
  return {
    async ask<Name extends CommandName>(name: Name, plan: Plan<Name>): Promise<Result<Name>> {
      const id = ++lastId;
      const answered = new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
      });
      child.send({ id, name, plan });
      const schema: { parse(value: unknown): unknown } = commandSchemas[name].result;
      // The schema of a command gives exactly its result; the compiler cannot follow that through `Name`.
      return schema.parse(await answered) as Result<Name>;
    },
    stop: () => child.kill('SIGKILL'),
  };
}
