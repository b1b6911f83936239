/** Starts this device's hub, or finds the one that runs: one for each name, however often it is started. */
export function startSharedHub(name: string): SharedWorker {
  return new SharedWorker(new URL('./hub-worker.ts', import.meta.url), { type: 'module', name });
}
