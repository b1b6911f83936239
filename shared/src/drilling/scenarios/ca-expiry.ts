import type { Scenario } from './scenario.ts';

export const caExpiry: Scenario = {
  id: 'ca-expiry',
  title: 'Expiry of a certificate or its authority',
  drillKind: 'game-day',
  summary: 'A certificate runs out or its authority is lost, and has to be replaced in a hurry.',
  hypothesis:
    'We are told of an expiry at least two weeks before, by something that does not depend on the certificate. We can replace a certificate, and the authority behind it, on everything that uses it within the recovery time objective.',
  abort:
    'Stop when a certificate that users see is served wrongly, when a private key leaves the place where it belongs, or when more than the agreed test group loses its connection.',
  steps: `## Prepare

1. List the certificates in scope: name, authority, expiry, where its key is, what renews it, who is told. Look at what is served, not at what is written: \`openssl s_client -connect HOST:443 -servername HOST </dev/null | openssl x509 -noout -dates -issuer\`.
2. List who trusts the authority: trust stores of machines, containers, phones, partners, pinned keys in applications.
3. Find the alert that should come before an expiry, and check that it watches what is served.
4. Choose a test group: a service or host that may be without a connection for the time of the drill.

## Let it expire

1. Note the time: this is the start.
2. Give the test group a certificate that expires within minutes, or set the clock of a copy of it ahead. Wait 10 minutes.
3. Note who notices: which alert, which user, which partner; and what the error says.
4. Check what else broke: agents, metrics, log shipping, replication, the tools that would replace the certificate.

## Replace it

1. Get a new certificate with the procedure in hand, from the usual authority.
2. Get one as if that authority were lost: from the second authority, or from a new root (needs a second person).
3. Bring it to every member of the test group. Note what had to be restarted.
4. Bring the new root to the trust stores of those who connect, and check that both roots are trusted meanwhile.
5. Note when all of the test group connect again: this is the end.

## Clean up

1. Revoke what was issued for the drill, and delete its keys.
2. Put the usual certificate back, and check the expiry that is served.
`,
  measures: [
    'How many days before the expiry somebody would have been told',
    'Time from the expiry until it was noticed',
    'Time to replace a certificate everywhere',
    'Time to replace the authority everywhere',
    'Certificates that nobody knew of',
  ],
  roles: ['Drill lead', 'Operator', 'Keeper of the keys', 'Scribe'],
  cadence: 'every 6 months',
};
