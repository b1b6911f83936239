import { Worker, type WorkerOptions } from 'node:worker_threads';

/** A module that runs in a thread: beside the bundle once built, beside its caller before. */
export interface ThreadModule {
  /** `import.meta.url` of the caller. */
  readonly caller: string;
  /** File name without its ending, for both. */
  readonly file: string;
  readonly name: string;
}

/** Starts a worker thread, built or from source. */
export function startThread(
  { caller, file, name }: ThreadModule,
  options: Pick<WorkerOptions, 'workerData'> = {},
): Worker {
  if (!caller.endsWith('.ts'))
    return new Worker(new URL(`./${file}.js`, caller), { name, ...options });
  // From source (development, tests) a thread does not inherit the loader that its parent runs under.
  const loader = import.meta.resolve('tsx/esm/api');
  const source = new URL(`./${file}.ts`, caller).href;
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(source)});
  });`;
  return new Worker(code, { name, eval: true, execArgv: [], ...options });
}
