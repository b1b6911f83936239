import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod/mini';
import type { Relay } from '../relay/relay.ts';
import { createCommandFixture, type Ran } from './command-fixture.ts';

const fixture = createCommandFixture();
let relay: Relay;
let folder: string;
beforeEach(async () => {
  folder = fixture.begin();
  relay = await fixture.start();
});
afterEach(() => fixture.cleanUp());

const holdfast = (...args: string[]): Promise<Ran> =>
  fixture.holdfast(...args, `--relay=${relay.address}`, '--workspace=demo');

const schema = z.object({
  workspace: z.string(),
  on: z.iso.date(),
  counts: z.record(z.string(), z.int()),
  findings: z.array(
    z.object({
      id: z.string(),
      rules: z.array(z.string()),
      level: z.string(),
      title: z.string(),
      why: z.string(),
      subjects: z.array(z.object({ of: z.string(), id: z.string(), name: z.string() })),
      owners: z.object({ people: z.array(z.string()), teams: z.array(z.string()) }),
      action: z.object({ screen: z.string(), words: z.string() }),
      parts: z.array(z.string()),
    }),
  ),
  accepted: z.array(z.object({ id: z.string(), until: z.string(), reason: z.string() })),
});
const reviewed = async (...args: string[]) => {
  const ran = await holdfast('review', '--json', '--on=2026-11-28', ...args);
  return { ...schema.parse(JSON.parse(ran.data)), exitCode: ran.exitCode };
};

describe('review', () => {
  test('finds every fault that the demo was given', async () => {
    await holdfast('import', 'demo');
    const { findings, counts, workspace, on } = await reviewed();
    expect({ workspace, on }).toEqual({ workspace: 'demo', on: '2026-11-28' });
    const breaks = (rule: string, subject: string): boolean =>
      findings.some(
        ({ rules, subjects }) => rules.includes(rule) && subjects.some(({ id }) => id === subject),
      );
    const faults: readonly (readonly [string, string])[] = [
      // One person knows Pickline.
      ['bus-factor-1', 'pickline'],
      // Three zones of one region.
      ['multi-zone-single-region', 'eu-west-1'],
      // All of the database hangs on one resolver.
      ['hidden-spof', 'internal-dns'],
      ['common-cause', 'internal-dns'],
      // Three relays with one certificate.
      ['relay-shared-fate', 'holdfast-certificate'],
      ['vendor-spof', 'paystone'],
      // And what follows from nothing having proven it lately.
      ['recovery-untested', 'backups'],
      ['objective-not-met', 'storefront'],
      ['no-runbook', 'holdfast'],
      ['no-owner', 'pg-1'],
    ];
    expect(faults.filter(([rule, subject]) => !breaks(rule, subject))).toEqual([]);
    expect(findings.filter(({ rules }) => rules.includes('runbook-never-run'))).toHaveLength(8);
    expect(counts['critical']).toBeGreaterThan(0);
    expect(findings[0]).toMatchObject({ level: 'critical' });
    for (const { title, why, action } of findings) {
      expect(title).not.toBe('');
      expect(why).toMatch(/\.$/);
      expect(action.words).not.toMatch(/undefined|^$/);
    }
  });

  test('finds what the drills of the demo left open, on the day the demo is made', async () => {
    await holdfast('import', 'demo');
    const { findings } = schema.parse(JSON.parse((await holdfast('review', '--json')).data));
    const about = (rule: string) =>
      findings.flatMap(({ rules, subjects }) =>
        rules.includes(rule) ? subjects.map(({ id }) => id) : [],
      );
    // The secrets manager was never sealed on purpose, and a restore is overdue.
    expect(about('drill-overdue')).toEqual(expect.arrayContaining(['secrets', 'backups']));
    // The loss of a zone failed; the failover passed since, and left something to be done.
    expect(about('drill-failed-open')).toEqual(
      expect.arrayContaining(['internal-dns', 'orders-db']),
    );
    // Its standby took over in a drill.
    expect(about('recovery-untested')).not.toContain('orders-db-hosts');
  });

  test('is read by people, fails where it is told to, and shows whose it is', async () => {
    await holdfast('import', 'demo');
    const all = await holdfast('review', '--on=2026-11-28');
    expect(all).toMatchObject({ exitCode: 0, messages: '' });
    expect(all.data).toMatch(/^CRITICAL\n/);
    expect(all.data).toContain('  Hidden single point of failure  Internal resolver: ');
    expect(all.data).toMatch(/\n\d+ critical, \d+ high, \d+ medium, \d+ low\n$/);
    const failing = await holdfast('review', '--fail-on', 'critical');
    expect(failing.exitCode).toBe(3);
    expect(failing.messages).toMatch(/^\d+ findings are critical\.\n$/);
    const mei = await reviewed('--person=mei', '--fail-on=critical');
    expect(mei.exitCode).toBe(0);
    expect(mei.findings.length).toBeGreaterThan(0);
    for (const { owners } of mei.findings) expect(owners.people).toContain('Mei Zhao');
    const shop = await reviewed('--team', 'shop team');
    expect(shop.findings.some(({ subjects }) => subjects[0]?.id === 'catalog')).toBe(true);
    const nobody = await holdfast('review', '--team=Nobody');
    expect(nobody).toMatchObject({
      exitCode: 2,
      messages: 'Neither the map nor a document knows a team Nobody.\n',
    });
    expect((await holdfast('review', '--on=2026-02-30')).exitCode).toBe(2);
    expect((await holdfast('review', '--fail-on=bad')).exitCode).toBe(2);
  });

  test('leaves out what is accepted until its day has passed', async () => {
    await holdfast('import', 'demo');
    const { findings } = await reviewed();
    const [one] = findings.filter(({ id }) => id === 'bus-factor-1 pickline');
    fixture.put(
      'accepted.yaml',
      `holdfast: map\nversion: 1\naccepted:\n  - { finding: ${one?.parts[0] ?? ''}, until: 2026-12-24, reason: Mei stays }\n`,
    );
    await holdfast('import', 'map', join(folder, 'accepted.yaml'));
    const now = await reviewed();
    expect(now.findings.map(({ id }) => id)).not.toContain(one?.id);
    expect(now.accepted).toMatchObject([{ id: one?.id, until: '2026-12-24', reason: 'Mei stays' }]);
    expect((await holdfast('review', '--on=2026-12-24')).data).toContain('1 accepted\n');
    const after = await holdfast('review', '--json', '--on=2026-12-25');
    const back = schema.parse(JSON.parse(after.data));
    expect(back.findings.map(({ id }) => id)).toContain(one?.id);
    expect(back.accepted).toEqual([]);
  });
});
