import { plural } from './plural.ts';

/** Of what is recorded about access. */
export const accessAuditText = {
  search: 'Search',
  what: 'What',
  anything: 'Anything',
  since: 'Since this day',
  count: (count: number) => plural(count, 'record', 'records'),
  only: (count: number) => `The latest ${count} are shown. Narrow it, or save all of them.`,
  save: { csv: 'Save as CSV', json: 'Save as JSON' },
  record: {
    title: 'In the workspace',
    lead: 'What the workspace itself keeps, on every device and relay, also offline: who joined, who was invited, cut off, or let in by sealed access, and which documents are restricted. Who did it is named by the device that did. What was taken back again is not here; the logs of relays tell when.',
    noTime: 'time not readable',
    somebody: 'Somebody',
    kinds: {
      joined: 'Joined',
      invited: 'Invited',
      sealed: 'Sealed access made',
      'break-glass': 'Sealed access used',
      'cut-off': 'Cut off',
      wipe: 'Cut off, copy to be deleted',
      restricted: 'Restricted',
    },
    said: {
      joined: (by: string, about: string) =>
        `${by} joined on ${about || 'a device without a name'}.`,
      invited: (by: string, about: string) => `${by} invited ${about}.`,
      sealed: (by: string, about: string) => `${by} made “${about}”.`,
      'break-glass': (by: string, about: string) => `${by} used “${about}”.`,
      'cut-off': (by: string, about: string) => `${by} cut off ${about}.`,
      wipe: (by: string, about: string) =>
        `${by} cut off ${about}, and ordered the copy there to be deleted.`,
      restricted: (by: string, about: string) => `${by} restricted “${about}” to:`,
    },
  },
  relay: {
    title: 'At this relay',
    lead: 'The relay that this page comes from keeps a log of its own of who came, and what it refused. Each relay has another; it holds no content.',
    read: 'Read the log',
    again: 'Read it again',
    reading: 'Asking the relay…',
    needsAdmin: 'Only admins read the logs of relays.',
    withoutKeys: 'A relay without keys keeps none.',
    unreachable:
      'The relay that this page comes from does not answer now. What the workspace keeps is above.',
    refused: 'The relay does not give its log to this device.',
    none: 'This version of the relay keeps no log.',
    skipped: (count: number) =>
      `${plural(count, 'line', 'lines')} of it cannot be read and are left out.`,
    search: 'Search the log',
    which: 'Which lines',
    choices: {
      all: (count: number) => `Everything (${count})`,
      'turned-away': (count: number) => `Refused or cut off (${count})`,
      'let-in': (count: number) => `Let in anew (${count})`,
      connections: (count: number) => `Connected (${count})`,
    },
    table: 'The relay’s log',
    columns: { at: 'When', what: 'What', who: 'Who', way: 'Over', why: 'Why', address: 'From' },
    by: (name: string) => `By ${name}.`,
    events: {
      connected: 'Connected',
      accepted: 'Joined with a new device',
      refused: 'Refused',
      revoked: 'Cut off',
      'break-glass': 'Sealed access used',
      closed: 'Connection closed',
      issued: 'Signed in',
      invited: 'Invited',
      sealed: 'Sealed access made',
      wipe: 'Cut off, copy to be deleted',
      'let-in-again': 'Let in again',
      restricted: 'Document restricted',
      unrestricted: 'Document open to all again',
      unlisted: 'Taken off the list of invitations or of sealed access',
    },
    people: (count: number) => `To ${plural(count, 'person', 'people')}.`,
    withReason: 'A reason was given.',
    times: (count: number) => plural(count, 'time', 'times'),
    /** Followed by the time. */
    timesSince: (count: number) => `${plural(count, 'time', 'times')} since`,
    found: (records: number, rows: number) =>
      records === rows
        ? plural(records, 'record', 'records')
        : `${plural(records, 'record', 'records')} in ${plural(rows, 'line', 'lines')}`,
    lostBefore: (count: number) =>
      `${plural(count, 'line', 'lines')} before this one could not be written`,
  },
} as const;
