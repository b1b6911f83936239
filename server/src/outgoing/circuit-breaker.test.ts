import { describe, expect, test } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';

function breaker() {
  let nowMs = 0;
  const circuit = createCircuitBreaker({
    failures: 3,
    openMs: 1_000,
    monotonicMs: () => nowMs,
    fraction: () => 0.5,
  });
  return { circuit, pass: (ms: number) => void (nowMs += ms) };
}

describe('a circuit', () => {
  test('opens after failures in a row, and lets one attempt through when time has passed', () => {
    const { circuit, pass } = breaker();
    circuit.failed();
    circuit.failed();
    circuit.succeeded();
    circuit.failed();
    circuit.failed();
    expect([circuit.state(), circuit.mayTry()]).toEqual(['closed', true]);
    circuit.failed();
    expect([circuit.state(), circuit.mayTry()]).toEqual(['open', false]);
    pass(1_249);
    expect(circuit.mayTry()).toBe(false);
    pass(1);
    expect([circuit.state(), circuit.mayTry(), circuit.mayTry()]).toEqual([
      'half-open',
      true,
      false,
    ]);
  });

  test('stays open where that fails, and closes where it does not', () => {
    const { circuit, pass } = breaker();
    for (let n = 0; n < 3; n += 1) circuit.failed();
    pass(2_000);
    expect(circuit.mayTry()).toBe(true);
    circuit.failed();
    expect(circuit.state()).toBe('open');
    pass(2_000);
    expect(circuit.mayTry()).toBe(true);
    circuit.succeeded();
    expect([circuit.state(), circuit.mayTry(), circuit.mayTry()]).toEqual(['closed', true, true]);
  });
});
