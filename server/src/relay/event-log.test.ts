import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createEventLog } from './event-log.ts';

test('the log says that edits were handed on, and names no person', () => {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const logEvent = createEventLog(log, () => 0);
  const people = { by: 'ada@example.org', of: 'bob@example.org' };
  logEvent({ kind: 'handed-on', doc: 'runbook:one', ...people }, 'demo');
  logEvent({ kind: 'handed-on', doc: 'runbook:one', ...people }, 'demo');
  expect(lines).toEqual([expect.stringContaining('"docId":"runbook:one"')]);
  expect(lines[0]).not.toContain('@');
});
