import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import type { DocumentUpdate, WriteProblem } from './client-api.ts';
import { exportWorkspace, importWorkspace } from './handover.ts';
import type { HubMessage, TabMessage } from './port-messages.ts';
import type { SearchKeeper } from './search-keeper.ts';

type Question = Extract<TabMessage, { type: 'export' | 'import' | 'read' | 'write' }>;

/** Answers what a tab looks for. Never rejects: what cannot be read is not found. */
export async function answerFinding(
  search: SearchKeeper,
  question: Extract<TabMessage, { type: 'search' | 'related' }>,
): Promise<HubMessage> {
  const { request } = question;
  if (question.type === 'search') {
    const answer = await search.search(question).catch(() => ({ hits: [], total: 0 }));
    return { type: 'found', request, ...answer };
  }
  const related = await search.related(question.doc, question.limit).catch(() => []);
  return { type: 'related', request, related };
}

/** Answers what a tab asks of the whole workspace. Never rejects: a problem is an answer too. */
export async function answerTab(
  replica: Replica,
  workspace: WorkspaceName,
  question: Question,
): Promise<HubMessage> {
  const { request } = question;
  switch (question.type) {
    case 'export':
      return exportWorkspace(replica, workspace, question.scope ?? 'everything').then(
        (bytes) => ({ type: 'exported', request, bytes }),
        () => ({ type: 'exported', request, problem: 'A document could not be read.' }),
      );
    case 'read':
      return { type: 'documents', request, documents: await readAll(replica, question.docs) };
    case 'write':
      return { type: 'wrote', request, problems: await writeAll(replica, question.updates) };
    case 'import': {
      const result = await importWorkspace(replica, workspace, question.bytes);
      return result.ok
        ? { type: 'imported', request, documents: result.documents, changed: result.changed }
        : { type: 'imported', request, documents: 0, problem: result.problem };
    }
  }
}

async function readAll(
  replica: Pick<Replica, 'read'>,
  names: readonly DocumentName[],
): Promise<DocumentUpdate[]> {
  const documents: DocumentUpdate[] = [];
  for (const doc of names) {
    // One that cannot be read is fetched again from a relay; the others are there.
    const update = await replica.read(doc).catch(() => undefined);
    if (update !== undefined) documents.push({ doc, update });
  }
  return documents;
}

/** They share one wait for the disk. */
async function writeAll(
  replica: Pick<Replica, 'submit'>,
  updates: readonly DocumentUpdate[],
): Promise<WriteProblem[]> {
  const results = await Promise.all(
    updates.map(async ({ doc, update }) => ({ doc, result: await replica.submit(doc, update) })),
  );
  return results.flatMap(({ doc, result }) => {
    if (result.kind === 'saved') return [];
    return [{ doc, problem: result.kind === 'refused' ? result.detail : result.kind }];
  });
}
