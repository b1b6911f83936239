import { expect, test } from 'vitest';
import { findSpecProblems } from './spec-coverage.ts';

const specification = {
  path: 'a/SPEC.md',
  text: '# Rules\n\n- **RP1** What is acknowledged is on disk.\n- **RP2** Nothing comes twice.\n\nRP3 is mentioned only.\n',
};

test('a specification whose rules are all cited in titles has no problems', () => {
  const tests = [
    { path: 'a.test.ts', text: "test('[RP1] acknowledges after the write', run);" },
    { path: 'b.test.ts', text: 'test(`[RP2] [RP1] drops what it has`, run);' },
  ];
  expect(findSpecProblems([specification], tests)).toEqual([]);
});

test('a rule without a test is named with its file', () => {
  const tests = [{ path: 'a.test.ts', text: "it('[RP1] acknowledges', run); // [RP2]" }];
  expect(findSpecProblems([specification], tests)).toEqual(['a/SPEC.md: RP2 has no test']);
});

test('a citation of an unknown rule is named with its test', () => {
  const tests = [{ path: 'a.test.ts', text: "it('[RP1] [RP2] [RP9] and more', run);" }];
  expect(findSpecProblems([specification], tests)).toEqual([
    'a.test.ts: [RP9] is in no specification',
  ]);
});

test('a rule stated in two specifications is reported', () => {
  const other = { path: 'b/SPEC.md', text: '- **RP1** Something else.' };
  const tests = [{ path: 'a.test.ts', text: "it('[RP1] [RP2]', run);" }];
  expect(findSpecProblems([specification, other], tests)).toEqual([
    'b/SPEC.md: RP1 is already stated in a/SPEC.md',
  ]);
});
