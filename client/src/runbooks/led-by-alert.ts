const alertOf = new Map<string, string>();

/** Remembers that somebody came to a runbook from an alert: an incident that they declare there is about it. */
export function ledByAlert(runbook: string, alert: string): void {
  alertOf.set(runbook, alert);
}

/** Alerts from which this tab came to a runbook: the last one, if any. */
export function alertsThatLedTo(runbook: string): readonly string[] {
  const alert = alertOf.get(runbook);
  return alert === undefined ? [] : [alert];
}
