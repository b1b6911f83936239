import { writeUnproven } from '@holdfast/shared/access/close-reason';
import type { WorkspaceProjection } from '@holdfast/shared/model/projection';
import type { DialReport } from '@holdfast/shared/replica/dialer';
import type { OutboxStatus, ReplicaStatus } from '@holdfast/shared/replica/replica-api';
import type { RelayReport } from './client-api.ts';
import type { HubStatus, OutboxReport } from './port-messages.ts';
import { relayAddress } from './relay-address.ts';

/** What tabs are told of this device's edits and relays. Gathers; decides nothing. */
export function hubStatus(
  status: ReplicaStatus,
  dialled: readonly DialReport[],
  named: WorkspaceProjection['relays'],
  earlierCaughtUpAtMs: number | undefined,
): HubStatus {
  const { outbox, fault } = status;
  return {
    ...(fault === undefined ? {} : { fault: fault.reason }),
    deletedUnderUs: false,
    outbox: outboxReport(outbox, dialled.length),
    relays: dialled.map((report) => relayReport(report, named)),
    unsent: Array.from(outbox?.ownByDocument ?? [], ([doc, changes]) => ({ doc, changes })),
    offered: outbox === undefined ? 0 : outbox.pending - ownPending(outbox),
    documents: status.documents,
    ...(outbox?.caughtUpAtMs === undefined ? {} : { lastCaughtUpAtMs: outbox.caughtUpAtMs }),
    ...(earlierCaughtUpAtMs === undefined ? {} : { earlierCaughtUpAtMs }),
    quarantined: status.damaged,
  };
}

/** Where no relay was ever heard of, none holds anything: not even the nothing that was edited. */
export function outboxReport(outbox: OutboxStatus | undefined, knownRelays: number): OutboxReport {
  if (outbox === undefined) return { pending: 0, relays: 0, wanted: 1 };
  const { ownRelays, wanted } = outbox;
  return { pending: ownPending(outbox), relays: knownRelays === 0 ? 0 : ownRelays, wanted };
}

/** What others wrote may be offered to relays, too; where it is saved is not this device's to say. */
function ownPending({ ownByDocument }: OutboxStatus): number {
  return [...ownByDocument.values()].reduce((sum, changes) => sum + changes, 0);
}

function relayReport(report: DialReport, named: WorkspaceProjection['relays']): RelayReport {
  const { url, link, nextTryAtMs, lastContactAtMs, older } = report;
  // It was asked to prove itself, and had nothing to show.
  const isUnproven = link?.grant?.device === '';
  const problem = isUnproven ? writeUnproven('no-key') : report.problem;
  const label = named.find((relay) => relayAddress(relay.url) === url)?.label || link?.peer?.name;
  return {
    url,
    state: report.state,
    insecure: link?.peer?.insecure ?? false,
    ...(label === undefined ? {} : { label }),
    ...(link?.roundTripMs === undefined ? {} : { roundTripMs: link.roundTripMs }),
    ...(link?.lastAckAtMs === undefined ? {} : { lastAckAtMs: link.lastAckAtMs }),
    ...(problem === undefined ? {} : { problem }),
    ...(nextTryAtMs === undefined ? {} : { nextTryAtMs }),
    ...(lastContactAtMs === undefined ? {} : { lastContactAtMs }),
    ...(link?.phase === 'live' ? { live: true } : {}),
    ...(older === undefined ? {} : { older: older === 'us' ? 'page' : 'relay' }),
  };
}
