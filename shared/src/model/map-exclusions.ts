import { z } from 'zod/mini';
import type * as Y from 'yjs';
import type { CommandResult } from './command.ts';
import { isDay } from './day.ts';
import { cleanLine, limits, setRegister } from './meta.ts';

/**
 * Somebody says that a scenario cannot happen to a component, until when that holds, and why. It is
 * kept in the `map` document under the root `not-applicable`, one register a component and scenario;
 * once its day has passed, the drill is required again by itself.
 */
export interface Exclusion {
  /** Id of the component, and of the scenario. */
  readonly component: string;
  readonly scenario: string;
  /** Local day; the last on which it holds. */
  readonly until: string;
  readonly reason: string;
  readonly by: string;
  /** Wall clock, ms since 1970. */
  readonly atMs: number;
}

const root = 'not-applicable';
/** Ids have no space. */
const keyPattern = /^(\S{1,100}) (\S{1,100})$/;
const schema = z.object({
  until: z.iso.date(),
  reason: z.string(),
  by: z.string(),
  atMs: z.number().check(z.gte(0)),
});

/** The key by which exclusions are found. */
export function exclusionKey(component: string, scenario: string): string {
  return `${component} ${scenario}`;
}

/** By `exclusionKey`; also those whose day has passed. Never throws on what other versions wrote. */
export function readExclusions(doc: Y.Doc): ReadonlyMap<string, Exclusion> {
  const exclusions = new Map<string, Exclusion>();
  doc.getMap(root).forEach((value, key) => {
    const [, component = '', scenario = ''] = keyPattern.exec(key) ?? [];
    const read = schema.safeParse(value);
    if (component !== '' && read.success)
      exclusions.set(key, { component, scenario, ...read.data });
  });
  return exclusions;
}

/** Does it hold on this local day? */
export function isExcluded(exclusion: Exclusion | undefined, today: string): boolean {
  return exclusion !== undefined && today <= exclusion.until;
}

type ExcludeRefused = 'bad-value' | 'no-reason' | 'too-long';

/** Says that a scenario does not apply, until a day that is today or later, with a reason. */
export function excludeScenario(
  doc: Y.Doc,
  said: Pick<Exclusion, 'component' | 'scenario' | 'until' | 'reason'>,
  context: { readonly nowMs: number; readonly by: string; readonly today: string },
): CommandResult<ExcludeRefused> {
  const key = exclusionKey(said.component, said.scenario);
  const reason = cleanLine(said.reason);
  if (!keyPattern.test(key)) {
    return { ok: false, reason: 'bad-value', problem: 'This drill cannot be left out.' };
  }
  if (!isDay(said.until) || said.until < context.today) {
    return { ok: false, reason: 'bad-value', problem: 'Choose a day that is today or later.' };
  }
  if (reason === '') {
    return { ok: false, reason: 'no-reason', problem: 'Say why it does not apply.' };
  }
  if (reason.length > limits.descriptionLength) {
    const problem = `The reason: at most ${limits.descriptionLength} characters.`;
    return { ok: false, reason: 'too-long', problem };
  }
  const value = { until: said.until, reason, by: cleanLine(context.by), atMs: context.nowMs };
  const changed = doc.transact(() => setRegister(doc.getMap(root), key, value));
  return { ok: true, changed };
}

/** Brings one back as it was said elsewhere, also where its day has passed; what is there stays. */
export function restoreExclusion(
  doc: Y.Doc,
  { component, scenario, ...said }: Exclusion,
): CommandResult<ExcludeRefused> {
  const exclusions = doc.getMap(root);
  const key = exclusionKey(component, scenario);
  if (exclusions.has(key)) return { ok: true, changed: false };
  const value = { ...said, reason: cleanLine(said.reason), by: cleanLine(said.by) };
  if (!keyPattern.test(key) || !schema.safeParse(value).success) {
    return { ok: false, reason: 'bad-value', problem: 'This drill cannot be left out.' };
  }
  if (value.reason.length > limits.descriptionLength) {
    const problem = `The reason: at most ${limits.descriptionLength} characters.`;
    return { ok: false, reason: 'too-long', problem };
  }
  return { ok: true, changed: setRegister(exclusions, key, value) };
}

/** Takes it back: the drill is required again. */
export function takeBackExclusion(doc: Y.Doc, component: string, scenario: string): CommandResult {
  const exclusions = doc.getMap(root);
  const key = exclusionKey(component, scenario);
  if (!exclusions.has(key)) return { ok: true, changed: false };
  doc.transact(() => exclusions.delete(key));
  return { ok: true, changed: true };
}
