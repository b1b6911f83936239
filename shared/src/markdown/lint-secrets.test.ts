import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { findSecrets } from './lint-secrets.ts';

// Put together here, so that no scanner takes this file for a leak.
const join = (...parts: readonly string[]) => parts.join('');
const random = 'q7Xw2Lk9ZrT4vB8nM3pD6sF1hJ5gC0yA';

const secrets: readonly (readonly [string, string])[] = [
  ['aws-key', `export AWS_ACCESS_KEY_ID=${join('AK', 'IAQ7XW2LK5ZRT4VB6N')}`],
  ['aws-key', `aws_secret_access_key = ${join('wJalrXUtnFEMI/K7MDENG', '/bPxRfiCYq7Xw2Lk9Zr')}`],
  [
    'private-key',
    join('-----BEGIN RSA PRIV', 'ATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----'),
  ],
  ['private-key', join('-----BEGIN OPENSSH PRIV', 'ATE KEY-----')],
  ['github-token', join('gh', `p_${random}abcd`)],
  ['github-token', join('github', `_pat_11ABCDEFG0${random}${random}`)],
  ['gitlab-token', join('gl', 'pat-q7Xw2Lk9ZrT4vB8nM3pD')],
  ['slack-token', join('xo', 'xb-123456789012-123456789012-q7Xw2Lk9ZrT4')],
  [
    'slack-token',
    join('https://hooks.slack', '.com/services/T0Q7XW2LK/B0ZRT4VB8/q7Xw2Lk9ZrT4vB8nM3pD6sF1'),
  ],
  ['google-key', join('AI', 'zaSyA-q7Xw2Lk9ZrT4vB8nM3pD6sF1hJ5gC0y')],
  ['jwt', join('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiJhZG1pbiJ9.q7Xw2Lk9ZrT4vB8nM3pD6sF1')],
  ['password-in-address', 'psql postgres://orders:Tr0ub4dor3@db.internal:5432/orders'],
  ['assigned-secret', `TOKEN=${random}`],
  ['assigned-secret', `curl -H "Authorization: Bearer ${random}"`],
  ['assigned-secret', `"api_key": "${random}"`],
  ['assigned-secret', `password: ${random}`],
];

test.each(secrets)('finds a %s in %s', (kind, text) => {
  const found = findSecrets(`Do this:\n\n    ${text}\n`);
  expect(found.map((one) => one.kind)).toEqual([kind]);
});

test.each([
  'export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE',
  'postgres://user:password@host/db',
  'postgres://orders:$PGPASSWORD@db/orders',
  'postgres://orders:{{password}}@db/orders',
  'https://user:<password>@example.com',
  'TOKEN=$(cat /var/run/secrets/kubernetes.io/serviceaccount/token)',
  'token: ${{ secrets.GITHUB_TOKEN }}',
  'secretName: alertmanager-main-generated-tls-0',
  'kubectl get secret prometheus-k8s-tls-assets-0',
  'secret=openshift-monitoring/prometheus-k8s',
  'password: "xxxxxxxxxxxxxxxxxxxx"',
  'password=correct-horse-battery-staple',
  'API_KEY=your-api-key-goes-here-please',
  'image: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'git checkout 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
  'the token bucket: 2000 requests, token_bucket_refill_interval_seconds',
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDq7Xw2Lk9ZrT4vB8nM3pD6sF1hJ5gC0yA ada@host',
])('keeps quiet about %s', (text) => {
  expect(findSecrets(text)).toEqual([]);
});

it('says where the secret itself stands, each once', () => {
  const text = `a\ntoken=${random}\nb`;
  const [found] = findSecrets(text);
  expect(text.slice(found?.from, found?.to)).toBe(random);
  const twice = `Authorization: Bearer ${random}, token=${random}`;
  expect(findSecrets(twice)).toHaveLength(2);
});

it('finds none inside another, in order, whatever the text', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(...secrets.map(([, text]) => text), 'eyJ', '://a:', 'token=', '-----BEGIN '),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      let end = 0;
      for (const { from, to } of findSecrets(text)) {
        expect(from).toBeGreaterThanOrEqual(end);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(text.length);
        end = to;
      }
    }),
  );
});
