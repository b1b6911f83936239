import type { PassphraseTask } from './passphrase-worker.ts';

/** Works the secret out of a passphrase. */
export type DeriveSecret = (task: PassphraseTask) => Promise<Uint8Array>;

/** In a worker of its own: it takes a second in which the page would stand still. */
export const deriveSecret: DeriveSecret = (task) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./passphrase-worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      worker.terminate();
      if (data instanceof Uint8Array) resolve(data);
      else reject(new Error('not a secret'));
    });
    worker.addEventListener('error', ({ message }) => {
      worker.terminate();
      reject(new Error(message));
    });
    worker.postMessage(task);
  });
