import { expect, test, vi } from 'vitest';
import { matchCommands } from './commands.ts';
import { paletteCommands } from './palette-commands.ts';

test('a copy can be locked at once where it has a lock, and only there', () => {
  const context = { navigate: vi.fn(), setColorScheme: vi.fn() };
  const lockNow = vi.fn();
  const [command] = matchCommands(paletteCommands({ ...context, lockNow }), 'lock now');
  command?.run();
  expect(lockNow).toHaveBeenCalledOnce();
  expect(matchCommands(paletteCommands({ ...context, lockNow: undefined }), 'lock')).toEqual([]);
});
