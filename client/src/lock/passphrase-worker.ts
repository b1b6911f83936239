/// <reference lib="webworker" />
import { type PassphraseCost, secretOfPassphrase } from '@holdfast/shared/access/passphrase-key';

declare const self: DedicatedWorkerGlobalScope;

export interface PassphraseTask {
  readonly passphrase: string;
  readonly salt: Uint8Array;
  readonly cost: PassphraseCost;
}

self.addEventListener('message', ({ data }: MessageEvent<PassphraseTask>) => {
  self.postMessage(secretOfPassphrase(data.passphrase, data.salt, data.cost));
});
