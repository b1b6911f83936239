import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import { closeCodes } from '@holdfast/shared/protocol/close-codes';
import { createSyncSession, type SyncSession } from '@holdfast/shared/replica/sync-session';
import type { HubMessage, OutboxReport } from './port-messages.ts';

export interface TabSessionDeps {
  readonly replica: Replica;
  readonly outbox: () => OutboxReport;
  readonly post: (message: HubMessage) => void;
}

/** The documents that one tab has open over its port, by channel number. */
export interface TabSession {
  open(channel: number, doc: DocumentName): void;
  frame(channel: number, bytes: Uint8Array): void;
  close(channel: number): void;
  closeAll(): void;
}

export function createTabSession(deps: TabSessionDeps): TabSession {
  const { post } = deps;
  const sessionByChannel = new Map<number, SyncSession>();

  function end(channel: number): void {
    sessionByChannel.get(channel)?.closed();
    sessionByChannel.delete(channel);
  }

  return {
    open(channel, doc) {
      end(channel);
      post({ type: 'opened', channel, store: deps.replica.storeId });
      const session = createSyncSession({
        replica: deps.replica,
        doc,
        send(frame) {
          post({ type: 'frame', channel, bytes: frame });
        },
        close(code, reason) {
          sessionByChannel.delete(channel);
          post({ type: 'closed', channel, code: closeCodes[code].code, reason });
        },
        onSaved(count) {
          post({ type: 'saved', channel, count, outbox: deps.outbox() });
        },
      });
      sessionByChannel.set(channel, session);
    },
    frame(channel, bytes) {
      sessionByChannel.get(channel)?.receive(bytes);
    },
    close: end,
    closeAll() {
      for (const channel of [...sessionByChannel.keys()]) {
        end(channel);
        const { code } = closeCodes.storeFailed;
        post({ type: 'closed', channel, code, reason: 'the hub is starting over' });
      }
    },
  };
}
