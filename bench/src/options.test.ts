import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

test('without arguments everything is measured three times', () => {
  const parsed = parseOptions([]);
  expect(parsed).toMatchObject({ ok: true, options: { rounds: 3, size: 'full' } });
});

test('quick measures once unless told otherwise', () => {
  expect(parseOptions(['--quick'])).toMatchObject({ options: { rounds: 1, size: 'quick' } });
  expect(parseOptions(['--quick', '--rounds', '2'])).toMatchObject({ options: { rounds: 2 } });
});

test('an unknown scenario, server, number or option is a problem', () => {
  const wrong = [['--scenario', 'roms'], ['--servers', 'x'], ['--rounds', 'many'], ['--fast']];
  for (const args of wrong) expect(parseOptions(args)).toMatchObject({ ok: false });
});
