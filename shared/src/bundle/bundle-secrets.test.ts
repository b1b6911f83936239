import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { createTestDevice, createTestIssuer, testClaims } from '../access/access-fixture.ts';
import { acceptDevice, revoke } from '../access/workspace-access.ts';
import { built, runbook, sourceOf } from './bundle-fixture.ts';

test('who has access, on which device, and who was cut off is not in a bundle', async () => {
  const issuer = await createTestIssuer('demo');
  const device = await createTestDevice();
  const claims = testClaims({
    cnf: { jkt: device.jkt },
    jti: 'token-of-cleo',
    sub: 'cleo@example.org',
    name: 'Cleo Marchetti',
  });
  const token = await issuer.issue(claims);
  const fill = (doc: Y.Doc): void => {
    acceptDevice(doc, claims.jti, {
      token,
      device: device.key,
      acceptance: 'word-of-an-invitation',
      label: 'Firefox on a stolen laptop',
      atMs: 1,
    });
    const cut = { by: 'Ada Okafor', atMs: 2, reason: 'left the company in anger', wipe: true };
    revoke(doc, { person: claims.sub }, cut);
  };
  const { page } = await built(
    sourceOf({
      workspace: fill,
      'runbook:one': runbook({ title: 'Failover' }),
    }),
  );
  expect(page).toContain('Failover');
  for (const secret of [
    ...token.split('.'),
    device.jkt,
    device.key.x,
    device.key.y,
    claims.jti,
    claims.sub,
    'word-of-an-invitation',
    'stolen laptop',
    'in anger',
  ]) {
    expect(page).not.toContain(secret);
  }
});
