import { describe, expect, it } from 'vitest';
import { createVolatileStore } from './volatile-store.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('volatile store', () => {
  it('shows what lies beneath, changed by what was written, and changes nothing beneath', async () => {
    const base = createVolatileStore(undefined);
    await base.write([
      { key: 'a', value: bytes(1) },
      { key: 'b', value: bytes(2) },
      { key: 'c', value: bytes(3) },
    ]);
    const above = createVolatileStore(base);
    await above.write([
      { key: 'b' },
      { key: 'c', value: bytes(9) },
      { key: 'ab', value: bytes(4) },
    ]);
    expect(await above.range('a', 'z')).toEqual([
      { key: 'a', value: bytes(1) },
      { key: 'ab', value: bytes(4) },
      { key: 'c', value: bytes(9) },
    ]);
    expect((await above.range('a', 'z', 2)).map((row) => row.key)).toEqual(['a', 'ab']);
    expect(await above.get('b')).toBeUndefined();
    expect(await above.get('a')).toEqual(bytes(1));
    expect((await base.range('a', 'z')).map((row) => row.key)).toEqual(['a', 'b', 'c']);
  });
});
