import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestDevice, createTestIssuer, testClaims } from './access-fixture.ts';
import { isSignedBy } from './es256.ts';
import { proofText } from './proof.ts';
import { readRequestProof, signRequest } from './request-proof.ts';

test('what a request is signed with is read from its headers', async () => {
  const signer = await createTestDevice();
  const issuer = await createTestIssuer('demo');
  const token = await issuer.issue(testClaims({ cnf: { jkt: signer.jkt } }));
  const request = { method: 'GET', path: '/api/x?y=1', audience: 'a.example:4100' };
  const headers = await signRequest(
    request,
    { signer, token },
    { nowMs: 5.5, nonce: 'n'.repeat(22) },
  );
  const { authorization, 'holdfast-proof': proof } = headers;
  const read = readRequestProof({ authorization, proof });
  expect(read).toMatchObject({ token, device: signer.key, timeMs: 5 });
  const text = proofText({
    purpose: 'GET /api/x?y=1',
    workspace: 'demo',
    audience: 'a.example:4100',
    nonce: `5.${'n'.repeat(22)}`,
    tokenId: 'token-1',
  });
  expect(await isSignedBy(signer.key, text, read?.signature ?? new Uint8Array())).toBe(true);
  expect(readRequestProof({ authorization })).toBe(undefined);
  expect(readRequestProof({ proof })).toBe(undefined);
  expect(readRequestProof({ authorization: `Bearer ${token}`, proof })).toBe(undefined);
});

test('whatever stands in the headers, reading them gives a proof or nothing', () => {
  const part = fc.string({ unit: fc.constantFrom('A', '.', '1', '-', '=', 'Holdfast ') });
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), part),
      fc.oneof(fc.string(), part),
      (authorization, proof) => {
        expect(readRequestProof({ authorization, proof })).toBe(undefined);
      },
    ),
  );
});
