import { expect, test } from 'vitest';
import { matchesStep, type KeyPress } from './hotkeys.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

test('mod is Ctrl or the command key', () => {
  expect(matchesStep('mod+k', press('k', { ctrlKey: true }))).toBe(true);
  expect(matchesStep('mod+k', press('K', { metaKey: true }))).toBe(true);
  expect(matchesStep('mod+k', press('k'))).toBe(false);
});

test('a plain key does not answer when a modifier is held, so that browser shortcuts stay', () => {
  expect(matchesStep('c', press('c'))).toBe(true);
  expect(matchesStep('c', press('c', { ctrlKey: true }))).toBe(false);
  expect(matchesStep('c', press('c', { altKey: true }))).toBe(false);
  expect(matchesStep('mod+k', press('k', { ctrlKey: true, shiftKey: true }))).toBe(false);
});

test('with mod, Shift counts where a shortcut names it', () => {
  expect(matchesStep('mod+shift+z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(matchesStep('mod+shift+z', press('z', { ctrlKey: true }))).toBe(false);
  expect(matchesStep('mod+z', press('Z', { metaKey: true, shiftKey: true }))).toBe(false);
});

test('a sign that needs Shift on some layouts is matched by what it produces', () => {
  expect(matchesStep('?', press('?', { shiftKey: true }))).toBe(true);
  expect(matchesStep('/', press('/', { shiftKey: true }))).toBe(true);
});
