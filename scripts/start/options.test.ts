import { expect, test } from 'vitest';
import { parseStartOptions, startCommand } from './options.ts';

test('ports and folder can be chosen', () => {
  const parsed = parseStartOptions(['--ports', '1,2,3', '--data', '/tmp/x', '--fresh']);
  expect(parsed).toEqual({
    kind: 'run',
    options: { ports: [1, 2, 3], dataDir: '/tmp/x', fresh: true },
  });
});

test.each([
  ['an unknown option', ['--frsh']],
  ['two ports', ['--ports', '4100,4101']],
  ['the same port twice', ['--ports', '4100,4100,4101']],
  ['a port out of range', ['--ports', '4100,4101,70000']],
  ['something that is no port', ['--ports', '4100,4101,x']],
])('%s is refused', (_, args) => {
  expect(parseStartOptions(args).kind).toBe('wrong');
});

test.each([
  [[], 'npm start'],
  [['--fresh'], 'npm start -- --fresh'],
  [
    ['--ports', '1,2,3', '--data', '/tmp/my data', '--fresh'],
    "npm start -- --ports 1,2,3 --data '/tmp/my data' --fresh",
  ],
])('advice repeats what was given: %j', (args, command) => {
  const parsed = parseStartOptions(args);
  expect(parsed.kind === 'run' && startCommand(parsed.options)).toBe(command);
});
