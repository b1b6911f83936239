import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIncident } from '../model/incident.ts';
import { mergeRoots } from '../model/incident-roots.ts';
import {
  type AlertGiven,
  createDesk,
  type Desk,
  notification,
  startMs,
} from './alerting-fixture.ts';
import { readAlertmanager } from './alertmanager-payload.ts';

const severities = ['critical', 'error', 'warning', 'info', 'odd', undefined] as const;

/** What Alertmanager tells of a group from its first alert to its last: all that fire, and what ended since. */
const stories = fc
  .array(
    fc.record({
      severity: fc.constantFrom(...severities),
      startsAfter: fc.nat({ max: 4 }),
      endsBefore: fc.nat({ max: 4 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((given) => {
    const steps = 6;
    // The first alert is there from beginning to end, so that all of it is one episode.
    const alerts = given.map(({ severity, startsAfter, endsBefore }, n) => ({
      instance: String(n),
      ...(severity === undefined ? {} : { severity }),
      from: n === 0 ? 0 : startsAfter * 10,
      end: n === 0 ? steps * 10 : Math.max(startsAfter * 10 + 5, (steps - endsBefore) * 10),
    }));
    return Array.from({ length: steps + 1 }, (_, step) => {
      const now = step * 10;
      const told = alerts
        .filter(({ from }) => from <= now)
        .map(({ end, ...alert }): AlertGiven => (end <= now ? { ...alert, to: end } : alert));
      return { alerts: told, minutes: now + 1 };
    });
  });

function tell(
  desk: Desk,
  { alerts, minutes }: { alerts: readonly AlertGiven[]; minutes: number },
): void {
  const read = readAlertmanager(notification(alerts));
  if (!read.ok) throw new Error(read.problem);
  desk.take(read.report, startMs + minutes * 60_000);
}

/** What people see of it that must not depend on the order in which it was told. */
function seen(desk: Desk): unknown {
  return [...desk.docs.keys()].toSorted().map((name) => {
    const { entries, state } = readIncident(desk.doc(name));
    return {
      name,
      // Whether it was worse from the start or became so is history, and depends on who came first.
      ids: entries
        .filter(({ kind }) => kind !== 'severity')
        .map(({ id }) => id)
        .toSorted(),
      times: entries
        .filter(({ kind }) => kind === 'alert')
        .map(({ id, happenedAtMs }) => `${id} ${happenedAtMs}`)
        .toSorted(),
      severity: state.severity.now?.value,
      conflicts: state.severity.conflict.length + state.title.conflict.length,
      firing: state.firing,
    };
  });
}

describe('what a group came to', () => {
  it('is one incident, the same in whatever order, how often, and to which relays it was told', () => {
    const order = fc.array(fc.record({ what: fc.nat(), where: fc.boolean(), meet: fc.boolean() }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(stories, order, (story, told) => {
        const calm = createDesk();
        for (const one of story) tell(calm, one);
        const desks = [createDesk(), createDesk()] as const;
        const meet = (): void => {
          desks[0].pull(desks[1]);
          desks[1].pull(desks[0]);
        };
        for (const { what, where, meet: isMet } of told) {
          const one = story[what % story.length];
          if (one !== undefined) tell(desks[where ? 0 : 1], one);
          if (isMet) meet();
        }
        // In the end all of it has been told to somebody.
        story.forEach((one, n) => tell(desks[n % 2 === 0 ? 0 : 1], one));
        meet();
        expect(seen(desks[0])).toEqual(seen(calm));
        expect(seen(desks[1])).toEqual(seen(calm));
        expect(desks[0].docs.size).toBe(1);
      }),
    );
  });

  it('has one incident that stands for it, though relays began it with different alerts', () => {
    const last: AlertGiven = { instance: 'last', from: 5, severity: 'error' };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 4 }), fc.boolean(), fc.boolean()), { maxLength: 12 }),
        (told) => {
          const desks = [createDesk(), createDesk()] as const;
          const meet = (): void => {
            desks[0].pull(desks[1]);
            desks[1].pull(desks[0]);
          };
          for (const [from, where, isMet] of told) {
            tell(desks[where ? 0 : 1], {
              alerts: [{ instance: String(from), from }, last],
              minutes: 6,
            });
            if (isMet) meet();
          }
          meet();
          // The next notification is heard by one of them.
          tell(desks[0], { alerts: [last], minutes: 10 });
          meet();
          const merged = new Map(
            [...desks[1].docs].map(([name, doc]) => [
              name,
              readIncident(doc).state.mergedInto.now?.value ?? '',
            ]),
          );
          expect(new Set(mergeRoots(merged).values()).size).toBe(1);
        },
      ),
    );
  });
});
