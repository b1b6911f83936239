import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createTestDevice, createTestIssuer, testClaims, testNowMs } from './access-fixture.ts';
import type { Claims } from './claims.ts';
import { judgeEntry } from './entry-proof.ts';
import { nameWithId } from './namesakes.ts';
import { ownedLabel } from './owned-label.ts';
import { signersOf } from './signers-of.ts';
import { acceptDevice, readWorkspaceAccess } from './workspace-access.ts';

const who = 'Nora Lind, by break-glass access';

/** A workspace with an editor, and with sealed access that Nora opened; twice, where she did so again. */
async function directory(times = 1) {
  const issuer = await createTestIssuer('demo');
  const doc = new Y.Doc();
  async function letIn(
    change: Partial<Claims> & Pick<Claims, 'jti'>,
    label: string,
  ): Promise<string> {
    const { key, jkt } = await createTestDevice();
    const claims = testClaims({ ...change, cnf: { jkt } });
    const token = await issuer.issue(claims);
    const device = { token, device: key, label, atMs: testNowMs };
    expect(acceptDevice(doc, claims.jti, device).ok).toBe(true);
    return jkt;
  }
  const bens = await letIn(
    { sub: 'ben', name: 'Ben', jti: 'ben' },
    ownedLabel('Nora Lind', 'Laptop'),
  );
  const sheets = [];
  for (let at = 1; at <= times; at += 1) {
    const [sub, name] = [`break-glass-${at}`, `Break-glass: safe (${at} of ${times})`];
    const sheet = { kind: 'break-glass', sub, name, jti: `sheet-${at}` } as const;
    sheets.push({ sub, name, jkt: await letIn(sheet, ownedLabel('Nora Lind', 'Phone')) });
  }
  const signers = signersOf(readWorkspaceAccess(doc));
  const [sheet] = sheets;
  if (signers === undefined || sheet === undefined) throw new Error('nobody was let in');
  return { signers, bens, sheet };
}

it('who uses sealed access writes as whom they said they are, and nobody else does', async () => {
  const { signers, bens, sheet } = await directory();
  const entry = (by: string, person: string, jkt: string) =>
    judgeEntry(
      {
        ...{ by, person, postedMs: testNowMs, isMachine: false, mayBeEarlier: false },
        signatures: [{ jkt, fits: true }],
      },
      signers,
    );
  expect(entry(who, sheet.sub, sheet.jkt)).toMatchObject({ state: 'signed' });
  // As it was written before entries said who.
  expect(entry(sheet.name, sheet.sub, sheet.jkt)).toMatchObject({ state: 'signed' });
  expect(entry(who, sheet.sub, bens)).toMatchObject({ state: 'forged', why: 'other-device' });
  // What a device of somebody’s own says of who uses it makes nobody of it.
  expect(entry(who, 'ben', bens)).toMatchObject({ state: 'forged', why: 'other-name' });
  // Nor does it make a person of that name who was let in as such.
  expect(entry('Nora Lind', sheet.sub, sheet.jkt)).toMatchObject({ state: 'forged' });
});

it('two sheets that one name used are told apart', async () => {
  const { signers, sheet } = await directory(2);
  const { namesakes } = signers;
  const shown = nameWithId(who, namesakes.idBeside(who, sheet.sub));
  expect(shown).toBe(`${who} (${sheet.sub})`);
  expect(namesakes.idBeside('Ben', 'ben')).toBeUndefined();
});
