import { join } from 'node:path';
import { replaceBody } from '@holdfast/shared/model/runbook';
import { writeZip } from '@holdfast/shared/transfer/zip-write';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { createCommandFixture, type Ran } from './command-fixture.ts';
import { openSession } from './session.ts';

const fixture = createCommandFixture();
const { holdfast, put } = fixture;
let folder: string;
beforeEach(() => {
  folder = fixture.begin();
});
afterEach(() => fixture.cleanUp());

const listSchema = z.array(z.object({ document: z.string() }));

async function list(url: string): Promise<z.infer<typeof listSchema>> {
  const { data } = await holdfast('list', 'runbooks', '--json', '--relay', url);
  return listSchema.parse(JSON.parse(data));
}

/** As somebody does who has the document open. */
async function editBody(url: string, document: string, text: string): Promise<void> {
  const session = await openSession({ relays: [url], workspace: 'demo' });
  await session.change(document, (doc) => {
    replaceBody(doc, text);
    return true;
  });
  await session.saved();
  await session.close();
}

test('an import after edits here and in the file leaves a conflict alone, and says so with its exit code', async () => {
  const { address } = await fixture.start();
  const url = String(address);
  const file = join(folder, 'team');
  put('team/a.md', '# A\n\nfirst\n');
  const again = (...more: string[]): Promise<Ran> =>
    holdfast('import', 'runbooks', file, '--relay', url, ...more);
  await again();
  const [a] = await list(url);
  const body = async (): Promise<string> =>
    (await holdfast('show', String(a?.document), '--body', '--relay', url)).data;
  await editBody(url, String(a?.document), '# A\n\nfirst, edited\n');
  put('team/a.md', '# A\n\nFIRST\n');
  const left = await again();
  expect(left).toMatchObject({ exitCode: 4 });
  expect(left.data).toMatch('1 conflict, 0 files skipped');
  expect(left.data).toMatch(/ {2}a\.md +/);
  expect(left.messages).toMatch('--theirs');
  expect(await body()).toBe('# A\n\nfirst, edited\n');
  expect(await again('--ours')).toMatchObject({ exitCode: 0 });
  expect(await again()).toMatchObject({ exitCode: 0 });
  put('team/a.md', '# A\n\nfirst again\n');
  expect((await again('--theirs')).messages).toMatch('gave way to the file, as asked');
  expect(await body()).toBe('# A\n\nfirst again\n');
  expect((await again('--theirs', '--ours')).exitCode).toBe(2);
});

test('an import from a zip archive is as from the folder', async () => {
  const { address } = await fixture.start();
  const url = String(address);
  put('team/a.md', '# A\n');
  put('team.zip', writeZip([{ path: 'team/a.md', bytes: Buffer.from('# A\n') }], 1e12));
  put('bad.zip', 'no archive');
  const from = (path: string, ...more: string[]): Promise<Ran> =>
    holdfast('import', 'runbooks', join(folder, path), '--relay', url, ...more);
  expect((await from('team.zip')).data).toMatch('1 runbook created');
  expect((await from('team')).data).toMatch('1 unchanged');
  await holdfast('export', '--out', join(folder, 'out.zip'), '--relay', url);
  expect((await from('out.zip')).data).toMatch('0 runbooks created, 0 changed, 1 unchanged');
  expect((await from('team', '--root', 'x')).data).toMatch('1 runbook created');
  expect(await from('bad.zip')).toMatchObject({ exitCode: 1, data: '' });
});
