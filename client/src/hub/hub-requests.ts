import type { RelatedRunbook } from '@holdfast/shared/finding/related';
import type { RunbookChoice } from '@holdfast/shared/finding/runbook-filter';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type {
  DocumentUpdate,
  HandOverScope,
  ImportFileResult,
  SearchAnswer,
  WriteProblem,
} from './client-api.ts';
import type { HubMessage, TabMessage } from './port-messages.ts';

type Question =
  | Omit<Extract<TabMessage, { type: 'search' }>, 'request'>
  | Omit<Extract<TabMessage, { type: 'related' }>, 'request'>
  | Omit<Extract<TabMessage, { type: 'export' }>, 'request'>
  | Omit<Extract<TabMessage, { type: 'import' }>, 'request'>
  | Omit<Extract<TabMessage, { type: 'read' }>, 'request'>
  | Omit<Extract<TabMessage, { type: 'write' }>, 'request'>
  | Omit<Extract<TabMessage, { type: 'access' }>, 'request'>;
const answers = [
  'found',
  'related',
  'exported',
  'imported',
  'documents',
  'wrote',
  'access',
] as const;
type Answers = (typeof answers)[number];
type Answer = Extract<HubMessage, { type: Answers }>;

export interface HubRequests {
  search(query: string, limit: number, choice?: RunbookChoice): Promise<SearchAnswer>;
  related(doc: DocumentName, limit: number): Promise<readonly RelatedRunbook[]>;
  exportFile(scope?: HandOverScope): Promise<Uint8Array>;
  importFile(bytes: Uint8Array): Promise<ImportFileResult>;
  readDocuments(names: readonly DocumentName[]): Promise<readonly DocumentUpdate[]>;
  writeDocuments(updates: readonly DocumentUpdate[]): Promise<readonly WriteProblem[]>;
  askAccess(question: unknown): Promise<unknown>;
  hear(message: HubMessage): void;
  /** A hub that died took its answers along: what is still open is asked again. */
  hubUp(): void;
}

/** Questions to the hub that have an answer each. */
export function createHubRequests(post: (message: TabMessage) => void): HubRequests {
  const open = new Map<number, { readonly asked: TabMessage; resolve(answer: Answer): void }>();
  let last = 0;

  function ask(question: Question): Promise<Answer> {
    const request = ++last;
    const asked: TabMessage = { ...question, request };
    return new Promise((resolve) => {
      open.set(request, { asked, resolve });
      post(asked);
    });
  }

  return {
    async search(query, limit, choice) {
      const answer = await ask({ type: 'search', query, limit, ...(choice && { choice }) });
      if (answer.type !== 'found') return { hits: [], total: 0 };
      const { hits, total, reading } = answer;
      return { hits, total, ...(reading === undefined ? {} : { reading }) };
    },
    async related(doc, limit) {
      const answer = await ask({ type: 'related', doc, limit });
      return answer.type === 'related' ? answer.related : [];
    },
    async exportFile(scope = 'everything') {
      const answer = await ask({ type: 'export', scope });
      if (answer.type === 'exported' && answer.bytes !== undefined) return answer.bytes;
      throw new Error(answer.type === 'exported' ? answer.problem : 'unexpected answer');
    },
    async importFile(bytes) {
      const answer = await ask({ type: 'import', bytes });
      if (answer.type !== 'imported') return { ok: false, problem: 'unexpected answer' };
      const { documents, changed = documents, problem } = answer;
      return problem === undefined ? { ok: true, documents, changed } : { ok: false, problem };
    },
    async readDocuments(names) {
      const answer = await ask({ type: 'read', docs: [...names] });
      if (answer.type === 'documents') return answer.documents;
      throw new Error('unexpected answer');
    },
    async writeDocuments(updates) {
      const answer = await ask({ type: 'write', updates: [...updates] });
      if (answer.type === 'wrote') return answer.problems;
      throw new Error('unexpected answer');
    },
    async askAccess(question) {
      const answer = await ask({ type: 'access', question });
      return answer.type === 'access' ? answer.answer : undefined;
    },
    hear(message) {
      if (!isAnswer(message)) return;
      const waiting = open.get(message.request);
      open.delete(message.request);
      waiting?.resolve(message);
    },
    hubUp() {
      for (const { asked } of open.values()) post(asked);
    },
  };
}

function isAnswer(message: HubMessage): message is Answer {
  return answers.some((type) => type === message.type);
}
