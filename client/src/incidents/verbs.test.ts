import { describe, expect, it } from 'vitest';
import { incidentWords } from './incident-words.ts';
import { timeOfDay, asKnown, enterTakes, isPreselected } from '../room/verb-line.ts';
import { choicesFor, readLine, verbs, beginVerb } from './verbs.ts';

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

  it.each([
    '/at',
    '/at 14:05 /run dns',
    '/at 25:00 x',
    '/at soon x',
    '/at 14:05',
    '/at 14:05 /at 13:00 x',
  ])('%s', (text) => {
    expect(read(text).kind).toBe('problem');
  });
});

it('begins a verb with what was typed already', () => {
  expect(beginVerb('', 'action')).toBe('/action ');
  expect(beginVerb('add a disk', 'action')).toBe('/action add a disk');
  expect(beginVerb('/note add a disk', 'action')).toBe('/action add a disk');
  expect(beginVerb('/var/log is full', 'note')).toBe('/note /var/log is full');
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

  it('put the very name that was typed first, and keep it', () => {
    const near = { ...sources, components: ['orders-api', 'orders'], people: ['Benita', 'Ben'] };
    expect(choicesFor('/clears orders', near).map(({ label }) => label)).toEqual([
      'orders',
      'orders-api',
    ]);
    for (const text of ['/clears orders', '/affects ord', '/role scribe Ben']) {
      // Enter posts: none of these is taken before somebody moves to it.
      expect(isPreselected(choicesFor(text, near))).toBe(false);
    }
    expect(
      enterTakes('/clears orders', {
        label: '',
        detail: '',
        text: '/clears orders-api',
        isFree: true,
      }),
    ).toBe(true);
    expect(isPreselected(choicesFor('/sta', near))).toBe(true);
    expect(isPreselected(choicesFor('/run fail', near))).toBe(true);
  });

  it('take a whole title as it was typed', () => {
    const runbooks = ['PostgreSQL failover', 'Failover'];
    const [choice] = choicesFor('/run failover', { ...sources, runbooks });
    expect(choice?.label).toBe('Failover');
    expect(choice && enterTakes('/run failover', choice)).toBe(false);
    expect(enterTakes('/run fail', { label: '', detail: '', text: '/run Failover' })).toBe(true);
  });

  it('know a name however its capitals were typed', () => {
    expect(asKnown('Orders', ['orders-api', 'orders'])).toBe('orders');
    expect(asKnown('billing', ['orders'])).toBe('billing');
  });
});
