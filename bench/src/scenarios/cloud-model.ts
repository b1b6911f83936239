import type { BasicEvent, FaultModel, Gate } from '@holdfast/shared/analysis/fault-model';

/** A model of a made-up company in a cloud, and one gate of it to ask about and to edit. */
export interface CloudModel {
  readonly model: FaultModel;
  readonly top: string;
  /** A service far down, with one dependency more, which nothing had before. */
  readonly edited: Gate;
}

/**
 * Layers of services, each of three instances over three zones of two regions, that need other
 * services and sometimes one of two; all of them some of what everybody shares. The same each time.
 */
export function cloudModel(components: number): CloudModel {
  const random = numbersFrom(components);
  const events: BasicEvent[] = [];
  const gates: Gate[] = [];
  const event = (id: string, unavailability: number): string => {
    events.push({ id, unavailability });
    return id;
  };
  const or = (id: string, inputs: readonly string[]): string => {
    gates.push({ id, kind: 'or', inputs });
    return id;
  };
  const shared = ['dns', 'secrets', 'ca', 'idp'].map((name) =>
    or(name, [event(`${name} fails`, 1e-5)]),
  );
  const zones = ['a', 'b'].flatMap((region) => {
    const whole = event(`region ${region}`, 1e-5);
    return [1, 2, 3].map((zone) =>
      or(`zone ${region}${zone}`, [event(`zone ${region}${zone} fails`, 1e-4), whole]),
    );
  });
  const services: string[] = [];
  const count = Math.floor((components - 12) / 4);
  for (let number = 0; number < count; number += 1) {
    const name = `service ${number}`;
    const region = 3 * (random() % 2);
    const needs: string[] = [];
    // What a service needs is among those of the layers below, mostly the nearest.
    for (let need = 0; need < random() % 4 && services.length > 0; need += 1)
      needs.push(nearby(services, random));
    const either = [nearby(services, random), nearby(services, random)];
    if (services.length > 1 && random() % 3 === 0) {
      gates.push({ id: `${name} either`, kind: 'and', inputs: either });
      needs.push(`${name} either`);
    }
    if (random() % 4 === 0) needs.push(shared[random() % shared.length] ?? 'dns');
    const instances = [0, 1, 2].map((at) =>
      or(`${name}-${at}`, [event(`${name}-${at} fails`, 1e-3), zones[region + at] ?? 'zone a1']),
    );
    gates.push({ id: `${name} instances`, kind: 'at-least', failed: 2, inputs: instances });
    or(name, [event(`${name} software`, 1e-5), `${name} instances`, ...needs]);
    services.push(name);
  }
  const top = services.at(-1) ?? '';
  or('top', [...services.slice(-3), 'dns']);
  const low = Math.floor(count / 20);
  const before = gates.find(({ id }) => id === `service ${low}`);
  const inputs = before === undefined || before.kind === 'constant' ? [] : before.inputs;
  const edited: Gate = {
    id: `service ${low}`,
    kind: 'or',
    inputs: [...inputs, 'service 1-1 fails'],
  };
  return { model: { events, gates }, top: top === '' ? top : 'top', edited };
}

function nearby(services: readonly string[], random: () => number): string {
  const far = random() % 5 === 0 ? services.length : Math.min(services.length, 60);
  return services[services.length - 1 - (random() % Math.max(1, far))] ?? 'dns';
}

/** Whole numbers that look random and are the same each time (xorshift). */
function numbersFrom(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % 1_000_003;
  };
}
