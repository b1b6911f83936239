/// <reference lib="webworker" />
import { z } from 'zod/mini';
import { createTransferCalls } from './transfer-calls.ts';
import type { TransferCall, TransferCalls } from './transfer-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

// The relay's content security policy forbids making code from text.
z.config({ jitless: true });

const calls = createTransferCalls();

self.addEventListener('message', ({ data }: MessageEvent<TransferCall>) => {
  try {
    self.postMessage({ call: data.call, value: answer(data) });
  } catch (error) {
    self.postMessage({ call: data.call, problem: String(error) });
  }
});

function answer(asked: TransferCall): ReturnType<TransferCalls[keyof TransferCalls]> {
  switch (asked.name) {
    case 'begin':
      return calls.begin(...asked.values);
    case 'give':
      return calls.give(...asked.values);
    case 'plan':
      return calls.plan();
    case 'wantedHistories':
      return calls.wantedHistories();
    case 'giveHistories':
      return calls.giveHistories(...asked.values);
    case 'compare':
      return calls.compare(...asked.values);
    case 'run':
      return calls.run(...asked.values);
    case 'undo':
      return calls.undo(...asked.values);
    case 'files':
      return calls.files(...asked.values);
    case 'zip':
      return calls.zip(...asked.values);
  }
}
