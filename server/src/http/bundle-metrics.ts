import { Counter, Gauge, type Registry } from 'prom-client';
import type { BundleSchedule } from '../bundle/bundle-schedule.ts';

/** Metrics of the emergency bundles that a relay makes; only where it makes any. Returns the way to count a failure. */
export function createBundleMetrics(
  registry: Registry,
  schedule: () => Pick<BundleSchedule, 'overdueSeconds' | 'oldestMs'> | undefined,
): () => void {
  const registers = [registry];
  const failures = new Counter({
    name: 'holdfast_bundle_failures_total',
    help: 'Emergency bundles that could not be written.',
    registers,
  });
  void new Gauge({
    name: 'holdfast_bundle_overdue_seconds',
    help: 'For how long a workspace has been without an emergency bundle that was due: the longest of all.',
    registers,
    collect() {
      this.set(schedule()?.overdueSeconds() ?? 0);
    },
  });
  void new Gauge({
    name: 'holdfast_bundle_last_timestamp_seconds',
    help: 'When the newest emergency bundle was made: the oldest of all workspaces; 0 until each has one.',
    registers,
    collect() {
      const ms = schedule()?.oldestMs() ?? 0;
      this.set(Number.isFinite(ms) ? ms / 1000 : 0);
    },
  });
  return () => failures.inc();
}
