import { parentPort } from 'node:worker_threads';
import { admit } from '@holdfast/shared/replica/admission';
import { compactUpdates, diffUpdates, tryApplyUpdate } from '@holdfast/shared/replica/heavy-inline';
import type { HeavyAnswer, HeavyRequest } from './heavy-messages.ts';

parentPort?.on('message', (request: HeavyRequest) => {
  const answer = answerTo(request);
  parentPort?.postMessage(answer, transferables(answer));
});

function answerTo(request: HeavyRequest): HeavyAnswer {
  const { id } = request;
  try {
    switch (request.kind) {
      case 'admit': {
        const [update = new Uint8Array()] = request.updates;
        return { id, kind: 'looked-at', admission: admit(update, request.known, request.limits) };
      }
      case 'compact':
        return { id, kind: 'compacted', state: compactUpdates(request.updates) };
      case 'diff':
        return { id, kind: 'diff', update: diffUpdates(request.updates, request.stateVector) };
      case 'try-apply': {
        const { updates, update, rule } = request;
        return { id, kind: 'tried', result: tryApplyUpdate(updates, update, rule) };
      }
    }
  } catch (error) {
    return { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Hands large results over instead of copying them once more. */
function transferables(answer: HeavyAnswer): ArrayBuffer[] {
  const bytes =
    answer.kind === 'compacted'
      ? answer.state.update
      : answer.kind === 'diff'
        ? answer.update
        : undefined;
  const buffer = bytes?.buffer;
  return buffer instanceof ArrayBuffer && bytes?.byteLength === buffer.byteLength ? [buffer] : [];
}
