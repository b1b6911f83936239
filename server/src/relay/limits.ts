import type { RelayConfig } from '../config.ts';
import type { RelayMetrics } from '../http/metrics.ts';
import type { DialLimits } from './link-transport.ts';
import type { NodeClock } from './node-clock.ts';
import type { ReadLimits } from './socket-reading.ts';

export type RelayLimits = Pick<
  RelayConfig,
  | 'maxFrameBytes'
  | 'maxQueueBytes'
  | 'maxSockets'
  | 'maxSocketsPerAddress'
  | 'maxMessagesPerSecond'
  | 'maxBytesPerSecond'
>;

/** A link carries the edits of many people and documents. */
const linkFactor = 16;

/** For one stock client. */
export function readLimits(
  limits: RelayLimits,
  clock: NodeClock,
  metrics: RelayMetrics,
): ReadLimits {
  return {
    messagesPerSecond: limits.maxMessagesPerSecond,
    bytesPerSecond: limits.maxBytesPerSecond,
    monotonicMs: clock.monotonicMs,
    onMessage: metrics.clientMessage,
  };
}

/** For one link, whichever side opened it. A frame of a link holds several messages. */
export function dialLimits(
  limits: RelayLimits,
  clock: NodeClock,
  metrics: RelayMetrics,
): DialLimits {
  return {
    messagesPerSecond: limits.maxMessagesPerSecond * linkFactor,
    bytesPerSecond: limits.maxBytesPerSecond * linkFactor,
    maxFrameBytes: limits.maxFrameBytes * 2,
    monotonicMs: clock.monotonicMs,
    onMessage: metrics.linkMessage,
  };
}
