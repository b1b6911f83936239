/** What a stretch of text looks like that nobody but a machine should see. */
export type SecretKind =
  | 'private-key'
  | 'aws-key'
  | 'github-token'
  | 'gitlab-token'
  | 'slack-token'
  | 'google-key'
  | 'vendor-key'
  | 'jwt'
  | 'password-in-address'
  | 'assigned-secret';

export interface FoundSecret {
  readonly kind: SecretKind;
  /** UTF-16 code units. */
  readonly from: number;
  readonly to: number;
}

interface Pattern {
  readonly kind: SecretKind;
  readonly pattern: RegExp;
  /** Which group is the secret itself; all of the match where there is none. */
  readonly group?: number;
  readonly isSecret?: (value: string) => boolean;
}

/** Every quantifier is bounded: what a hostile text costs stays in proportion to its length. */
const patterns: readonly Pattern[] = [
  {
    kind: 'private-key',
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{1,20000}-----END [A-Z0-9 ]{1,60}-----)?/g,
  },
  { kind: 'aws-key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  {
    kind: 'aws-key',
    pattern:
      /secret_?(?:access_?)?key["']?\s{0,5}[=:]\s{0,5}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/gi,
    group: 1,
    isSecret: isRandom,
  },
  { kind: 'github-token', pattern: /\bgh[opsur]_[A-Za-z0-9]{36,255}\b/g },
  { kind: 'github-token', pattern: /\bgithub_pat_[A-Za-z0-9_]{40,255}\b/g },
  { kind: 'gitlab-token', pattern: /\bgl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_-]{20,200}/g },
  { kind: 'slack-token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g, isSecret: hasDigit },
  { kind: 'slack-token', pattern: /\bxapp-\d-[A-Za-z0-9-]{10,250}/g },
  {
    kind: 'slack-token',
    pattern:
      /\bhooks\.slack\.com\/services\/(T[A-Z0-9]{6,20}\/B[A-Z0-9]{6,20}\/[A-Za-z0-9]{20,40})/g,
    group: 1,
    isSecret: (value) => !/X{6}|0{6}/i.test(value),
  },
  { kind: 'google-key', pattern: /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g },
  { kind: 'google-key', pattern: /\bGOCSPX-[0-9A-Za-z_-]{28}(?![0-9A-Za-z_-])/g },
  { kind: 'google-key', pattern: /\bya29\.[0-9A-Za-z_-]{30,500}/g },
  { kind: 'vendor-key', pattern: /\b[rs]k_live_[0-9A-Za-z]{20,200}\b/g },
  {
    kind: 'vendor-key',
    pattern: /\bsk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{40,250}/g,
    isSecret: isRandom,
  },
  { kind: 'vendor-key', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'vendor-key', pattern: /\bpypi-[A-Za-z0-9_-]{80,500}/g },
  { kind: 'vendor-key', pattern: /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/g },
  { kind: 'vendor-key', pattern: /\bhv[bs]\.[A-Za-z0-9_-]{24,300}/g },
  { kind: 'vendor-key', pattern: /\bdop_v1_[a-f0-9]{64}\b/g },
  {
    kind: 'jwt',
    pattern: /\beyJ[A-Za-z0-9_-]{8,1000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{16,1000}/g,
  },
  {
    kind: 'password-in-address',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`<>]{0,100}:([^\s/@"'`]{3,200})@[^\s/@]/gi,
    group: 1,
    isSecret: (value) => !isStandIn(value),
  },
  {
    kind: 'assigned-secret',
    pattern:
      /(?:token|secret|passw(?:or)?d|pwd|api[_-]?key|access[_-]?key|auth[_-]?key|credentials?)["']?\s{0,5}(?:=|:|:=)\s{0,5}["']?(?:bearer\s{1,5})?([A-Za-z0-9+/_=.~-]{16,300})/gi,
    group: 1,
    isSecret: isRandom,
  },
  {
    kind: 'assigned-secret',
    pattern: /\bauthorization:\s{0,5}(?:bearer|basic|token)\s{1,5}([A-Za-z0-9+/_=.~-]{16,300})/gi,
    group: 1,
    isSecret: isRandom,
  },
];

/**
 * Keys, tokens and passwords in a text, in the order of the text, none inside another. Made to be
 * silent about what runbooks hold in plenty: placeholders, names of secrets, variables, hashes of
 * images and commits. Cost: about 1 ms for 100 KB.
 */
export function findSecrets(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const { kind, pattern, group, isSecret } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const value = group === undefined ? match[0] : (match[group] ?? '');
      if (/EXAMPLE/i.test(value) || isSecret?.(value) === false) continue;
      const from = match.index + (group === undefined ? 0 : match[0].lastIndexOf(value));
      found.push({ kind, from, to: from + value.length });
    }
  }
  return withoutOverlaps(found);
}

function withoutOverlaps(found: readonly FoundSecret[]): readonly FoundSecret[] {
  const kept: FoundSecret[] = [];
  for (const secret of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (secret.from >= (kept.at(-1)?.to ?? 0)) kept.push(secret);
  }
  return kept;
}

function hasDigit(value: string): boolean {
  return /\d/.test(value) && !isStandIn(value);
}

/** What stands where the reader is to put the real one. */
function isStandIn(value: string): boolean {
  if (/[<>{}$%[\]*]|\.\.\.|…/.test(value)) return true;
  if (/^(.)\1*$/.test(value)) return true;
  return /^[._-]*(?:my|your|the|a|some|db|user|admin|root|test)?[._-]*(?:x{3,}|pass|passw(?:or)?d|pwd|secret|token|key|api[_-]?key|change[_-]?me|redacted|placeholder|hidden|foo|bar|user(?:name)?)[._-]*(?:here)?$/i.test(
    value,
  );
}

/** Looks drawn at random: letters and digits mixed as no name mixes them. */
function isRandom(value: string): boolean {
  if (isStandIn(value) || /x{5,}|0{8,}|12345|abcdef/i.test(value)) return false;
  const words = value.split(/[-_./=+~]/).filter((word) => word !== '');
  // Names: `prometheus-k8s-tls-0`, `system.serviceaccount.default`, `/var/run/secrets/v1`.
  if (words.every((word) => /^[a-z]*\d{0,4}$/i.test(word) || /^[a-z0-9]{1,5}$/i.test(word))) {
    return false;
  }
  if (!/\d/.test(value) || !/[a-z]/i.test(value)) return false;
  return bitsPerCharacter(value) >= (/^[0-9a-f]+$/i.test(value) ? 3 : 3.5);
}

function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    bits -= (count / value.length) * Math.log2(count / value.length);
  }
  return bits;
}
