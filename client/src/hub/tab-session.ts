import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import { closeCodes } from '@holdfast/shared/protocol/close-codes';
import { createSyncSession, type SyncSession } from '@holdfast/shared/replica/sync-session';

import { type HubMessage, type OutboxReport, replacedReason } from './port-messages.ts';

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
  /** The document has become another one: nothing that the tab has of it may come back. */
  replaced(doc: DocumentName): void;
}

export function createTabSession(deps: TabSessionDeps): TabSession {
  const { post } = deps;
  const sessionByChannel = new Map<number, SyncSession>();
  const docByChannel = new Map<number, DocumentName>();

  function end(channel: number): void {
    sessionByChannel.get(channel)?.closed();
    sessionByChannel.delete(channel);
    docByChannel.delete(channel);
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
      docByChannel.set(channel, doc);
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
    replaced(doc) {
      for (const [channel, opened] of docByChannel) {
        if (opened !== doc) continue;
        end(channel);
        const { code } = closeCodes.forbidden;
        post({ type: 'closed', channel, code, reason: replacedReason });
      }
    },
  };
}
