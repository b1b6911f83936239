import { z } from 'zod/mini';
import type * as Y from 'yjs';
import type { CommandResult } from './command.ts';
import { isDay } from './day.ts';
import { cleanLine, limits, setRegister } from './meta.ts';

/**
 * A finding that somebody lives with until a day, and why. It is kept in the `map` document under
 * the root `acceptances`, one register a finding, and counts for as long as its day has not passed:
 * then the finding is back by itself.
 */
export interface Acceptance {
  /** Of the finding; the same for the same fault, however often it is found. */
  readonly finding: string;
  /** Local day; the last on which it is accepted. */
  readonly until: string;
  readonly reason: string;
  readonly by: string;
  /** Wall clock, ms since 1970. */
  readonly atMs: number;
}

const root = 'acceptances';
const keyLength = 1_000;
const schema = z.object({
  until: z.iso.date(),
  reason: z.string(),
  by: z.string(),
  atMs: z.number().check(z.gte(0)),
});

/** By finding; also those whose day has passed. Never throws on what other versions wrote. */
export function readAcceptances(doc: Y.Doc): ReadonlyMap<string, Acceptance> {
  const acceptances = new Map<string, Acceptance>();
  doc.getMap(root).forEach((value, finding) => {
    const read = schema.safeParse(value);
    if (read.success) acceptances.set(finding, { finding, ...read.data });
  });
  return acceptances;
}

/** Is it accepted on this local day? */
export function isAccepted(acceptance: Acceptance | undefined, today: string): boolean {
  return acceptance !== undefined && today <= acceptance.until;
}

type AcceptRefused = 'bad-value' | 'no-reason' | 'too-long';

/** Accepts a finding until a day that is today or later, with a reason. */
export function acceptFinding(
  doc: Y.Doc,
  said: Pick<Acceptance, 'finding' | 'until' | 'reason'>,
  context: { readonly nowMs: number; readonly by: string; readonly today: string },
): CommandResult<AcceptRefused> {
  const reason = cleanLine(said.reason);
  if (said.finding === '' || said.finding.length > keyLength) {
    return { ok: false, reason: 'bad-value', problem: 'This finding cannot be accepted.' };
  }
  if (!isDay(said.until) || said.until < context.today) {
    return { ok: false, reason: 'bad-value', problem: 'Choose a day that is today or later.' };
  }
  if (reason === '') {
    return { ok: false, reason: 'no-reason', problem: 'Say why it is accepted.' };
  }
  if (reason.length > limits.descriptionLength) {
    const problem = `The reason: at most ${limits.descriptionLength} characters.`;
    return { ok: false, reason: 'too-long', problem };
  }
  const value = { until: said.until, reason, by: cleanLine(context.by), atMs: context.nowMs };
  const changed = doc.transact(() => setRegister(doc.getMap(root), said.finding, value));
  return { ok: true, changed };
}

/** Accepts several for one reason: all of them, or none. */
export function acceptFindings(
  doc: Y.Doc,
  findings: readonly string[],
  said: Pick<Acceptance, 'until' | 'reason'>,
  context: { readonly nowMs: number; readonly by: string; readonly today: string },
): CommandResult<AcceptRefused> {
  // What one is refused for besides its id, all are: so nothing is written before that is known.
  const bad = findings.find((finding) => finding === '' || finding.length > keyLength);
  if (bad !== undefined) return acceptFinding(doc, { ...said, finding: bad }, context);
  return doc.transact((): CommandResult<AcceptRefused> => {
    let changed = false;
    for (const finding of findings) {
      const result = acceptFinding(doc, { ...said, finding }, context);
      if (!result.ok) return result;
      changed ||= result.changed;
    }
    return { ok: true, changed };
  });
}

/** Brings one back as it was said elsewhere, also where its day has passed; what is there stays. */
export function restoreAcceptance(
  doc: Y.Doc,
  { finding, ...said }: Acceptance,
): CommandResult<AcceptRefused> {
  const acceptances = doc.getMap(root);
  if (acceptances.has(finding)) return { ok: true, changed: false };
  const value = { ...said, reason: cleanLine(said.reason), by: cleanLine(said.by) };
  if (finding === '' || finding.length > keyLength || !schema.safeParse(value).success) {
    return { ok: false, reason: 'bad-value', problem: 'This finding cannot be accepted.' };
  }
  if (value.reason.length > limits.descriptionLength) {
    const problem = `The reason: at most ${limits.descriptionLength} characters.`;
    return { ok: false, reason: 'too-long', problem };
  }
  return { ok: true, changed: setRegister(acceptances, finding, value) };
}

/** Takes the acceptance back: the finding counts again. */
export function takeBackAcceptance(doc: Y.Doc, finding: string): CommandResult {
  const acceptances = doc.getMap(root);
  if (!acceptances.has(finding)) return { ok: true, changed: false };
  doc.transact(() => acceptances.delete(finding));
  return { ok: true, changed: true };
}
