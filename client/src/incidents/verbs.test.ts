import { describe, expect, it } from 'vitest';
import { incidentWords } from './incident-words.ts';
import { choicesFor, readLine, timeOfDay, verbs } from './verbs.ts';

const nowMs = new Date(2026, 10, 27, 15, 30).getTime();
const read = (text: string) => readLine(text, nowMs).typed;

describe('what is typed', () => {
  it('is a note unless it begins with a verb', () => {
    expect(read(' the database is slow ')).toEqual({
      kind: 'say',
      what: 'note',
      text: 'the database is slow',
    });
    expect(read('/var/log is full')).toMatchObject({ kind: 'say', text: '/var/log is full' });
    expect(read('/note both lines\nare kept')).toMatchObject({ text: 'both lines\nare kept' });
  });

  it.each([
    ['/decide fail over', { kind: 'say', what: 'decision', text: 'fail over' }],
    ['/sev 2 more customers', { kind: 'severity', severity: 2, text: 'more customers' }],
    ['/SEV sev1', { kind: 'severity', severity: 1, text: '' }],
    ['/status mon it holds', { kind: 'status', status: 'monitoring', text: 'it holds' }],
    ['/resolve rolled back', { kind: 'status', status: 'resolved', text: 'rolled back' }],
    ['/role commander @Ana Li', { kind: 'role', role: 'commander', person: 'Ana Li' }],
    ['/take ic', { kind: 'role', role: 'commander', person: '' }],
    ['/affects checkout', { kind: 'component', component: 'checkout', affected: true }],
    ['/clears checkout', { kind: 'component', component: 'checkout', affected: false }],
    ['/link https://x.test/a graph', { kind: 'link', url: 'https://x.test/a', text: 'graph' }],
    ['/run postgres failover', { kind: 'run', query: 'postgres failover' }],
  ])('%s', (text, typed) => {
    expect(read(text)).toEqual(typed);
  });

  it.each([
    '/sev',
    '/sev 7',
    '/status',
    '/status re',
    '/role',
    '/role boss Ana',
    '/run',
    '/decide',
  ])('%s says what is missing', (text) => {
    expect(read(text).kind).toBe('problem');
  });

  it('names the verb that there is not', () => {
    expect(read('/frobnicate now')).toMatchObject({
      problem: 'There is no /frobnicate. Type / to see what there is.',
    });
  });
});

describe('/at', () => {
  it('puts what happened at an earlier time of the day', () => {
    const line = readLine('/at 14:05 /decide fail over', nowMs);
    expect(line).toEqual({
      typed: { kind: 'say', what: 'decision', text: 'fail over' },
      atMs: new Date(2026, 10, 27, 14, 5).getTime(),
    });
  });

  it('means yesterday where the time is still to come', () => {
    expect(timeOfDay('23:50', nowMs)).toBe(new Date(2026, 10, 26, 23, 50).getTime());
  });

  it.each(['/at', '/at 25:00 x', '/at soon x', '/at 14:05', '/at 14:05 /at 13:00 x'])(
    '%s',
    (text) => {
      expect(read(text).kind).toBe('problem');
    },
  );
});

describe('choices', () => {
  const sources = {
    people: ['Ana', 'Ben'],
    components: ['checkout', 'search'],
    runbooks: ['PostgreSQL failover', 'Loss of a zone'],
  };
  const labels = (text: string) => choicesFor(text, sources).map(({ label }) => label);

  it('offer every verb, then those that fit', () => {
    expect(labels('/')).toEqual(verbs.map((verb) => `/${verb}`));
    expect(labels('/re')).toEqual(['/resolve']);
    expect(labels('words')).toEqual([]);
  });

  it('know the roles of the workspace', () => {
    const words = incidentWords({
      roles: [{ id: 'dba', name: 'Database lead', instructions: '' }],
      severities: [{ severity: 2, short: 'P2', long: 'loud' }],
    });
    const named = (text: string) =>
      choicesFor(text, { ...sources, words }).map(({ label }) => label);
    expect(named('/role d')).toEqual(['Database lead']);
    expect(named('/role data')).toEqual(['Database lead']);
    expect(named('/sev ')).toEqual(['SEV1', 'P2', 'SEV3', 'SEV4']);
    expect(readLine('/role dba Ana', 0, words.roles).typed).toEqual({
      kind: 'role',
      role: 'dba',
      person: 'Ana',
    });
  });

  it('offer what a verb asks for', () => {
    expect(labels('/sev ')).toEqual(['SEV1', 'SEV2', 'SEV3', 'SEV4']);
    expect(labels('/status m')).toEqual(['Monitoring']);
    expect(labels('/role s')).toEqual(['Scribe', 'Subject-Matter Expert']);
    expect(labels('/role scribe b')).toEqual(['Ben']);
    expect(labels('/run fail')).toEqual(['PostgreSQL failover']);
    expect(choicesFor('/affects ch', sources)[0]?.text).toBe('/affects checkout');
  });
});
