import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { exportWorkspace, importWorkspace } from './handover.ts';
import type { HubCore } from './hub-core.ts';
import type { HubMessage, TabMessage } from './port-messages.ts';

type Question = Extract<TabMessage, { type: 'search' | 'related' | 'export' | 'import' }>;

/** Answers what a tab asks of the whole workspace. Never rejects: a problem is an answer too. */
export async function answerTab(
  core: Pick<HubCore, 'replica' | 'search'>,
  workspace: WorkspaceName,
  question: Question,
): Promise<HubMessage> {
  const { request } = question;
  switch (question.type) {
    case 'search': {
      const answer = await core.search.search(question).catch(() => ({ hits: [], total: 0 }));
      return { type: 'found', request, ...answer };
    }
    case 'related': {
      const related = await core.search.related(question.doc, question.limit).catch(() => []);
      return { type: 'related', request, related };
    }
    case 'export':
      return exportWorkspace(core.replica, workspace, question.scope ?? 'everything').then(
        (bytes) => ({ type: 'exported', request, bytes }),
        () => ({ type: 'exported', request, problem: 'A document could not be read.' }),
      );
    case 'import': {
      const result = await importWorkspace(core.replica, workspace, question.bytes);
      return result.ok
        ? { type: 'imported', request, documents: result.documents, changed: result.changed }
        : { type: 'imported', request, documents: 0, problem: result.problem };
    }
  }
}
