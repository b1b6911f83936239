import type { Logger } from 'pino';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { ReplicaEvent } from '@holdfast/shared/replica/replica-api';

/** Refusals come as fast as someone sends them; the log gets one line for each reason in this time. */
const repeatAfterMs = 10_000;

/** Writes what happens inside replicas to the log: never content, and nothing on every edit. */
export function createEventLog(log: Logger, monotonicMs: () => number) {
  const loggedAtMs = new Map<string, number>();

  function isFirst(key: string): boolean {
    const nowMs = monotonicMs();
    if (nowMs - (loggedAtMs.get(key) ?? -Infinity) < repeatAfterMs) return false;
    loggedAtMs.set(key, nowMs);
    return true;
  }

  return (event: ReplicaEvent, workspace: WorkspaceName): void => {
    switch (event.kind) {
      case 'update-admitted':
      case 'committed':
        break;
      case 'update-refused':
        if (isFirst(`${event.kind} ${event.reason}`))
          log.warn({ workspace, ...event }, 'update refused');
        break;
      case 'push-refused':
        log.warn({ workspace, ...event }, 'push refused');
        break;
      case 'store-failed':
        if (isFirst(`${event.kind} ${event.fault.reason}`)) {
          log.error({ workspace, reason: event.fault.reason, err: event.fault }, 'store failed');
        }
        break;
      case 'store-recovered':
        log.info({ workspace }, 'store recovered');
        break;
      case 'record-damaged':
        log.error({ workspace, key: event.key }, 'record damaged');
        break;
      case 'diverged':
        log.error({ workspace, docId: event.doc }, 'document diverged');
        break;
      case 'handed-on':
        // Not who, nor for whom: people's ids may be addresses, and this log goes to many places.
        if (isFirst(`${event.kind} ${event.by} ${event.of}`))
          log.warn({ workspace, docId: event.doc }, 'edits handed on');
        break;
      case 'compaction-failed':
        log.warn({ workspace, docId: event.doc, detail: event.detail }, 'compaction failed');
        break;
      case 'link-failed':
        log.warn({ workspace, detail: event.detail }, 'link failed');
        break;
      case 'link-up':
      case 'link-down':
        log[event.role === 'relay' ? 'info' : 'debug'](
          { workspace, peer: event.peer, role: event.role },
          event.kind === 'link-up' ? 'link up' : 'link down',
        );
        break;
      case 'compacted':
        log.debug({ workspace, docId: event.doc, bytes: event.bytes }, 'compacted');
        break;
    }
  };
}
