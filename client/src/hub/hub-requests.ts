import type { ImportFileResult, SearchHit } from './client-api.ts';
import type { HubMessage, TabMessage } from './port-messages.ts';

type Question =
  | Omit<Extract<TabMessage, { type: 'search' }>, 'request'>
  | Omit<Extract<TabMessage, { type: 'export' }>, 'request'>
  | Omit<Extract<TabMessage, { type: 'import' }>, 'request'>;
type Answer = Extract<HubMessage, { type: 'found' | 'exported' | 'imported' }>;

export interface HubRequests {
  search(query: string, limit: number): Promise<readonly SearchHit[]>;
  exportFile(): Promise<Uint8Array>;
  importFile(bytes: Uint8Array): Promise<ImportFileResult>;
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
    async search(query, limit) {
      const answer = await ask({ type: 'search', query, limit });
      return answer.type === 'found' ? answer.hits : [];
    },
    async exportFile() {
      const answer = await ask({ type: 'export' });
      if (answer.type === 'exported' && answer.bytes !== undefined) return answer.bytes;
      throw new Error(answer.type === 'exported' ? answer.problem : 'unexpected answer');
    },
    async importFile(bytes) {
      const answer = await ask({ type: 'import', bytes });
      if (answer.type !== 'imported') return { ok: false, problem: 'unexpected answer' };
      const { documents, problem } = answer;
      return problem === undefined ? { ok: true, documents } : { ok: false, problem };
    },
    hear(message) {
      if (message.type !== 'found' && message.type !== 'exported' && message.type !== 'imported')
        return;
      const waiting = open.get(message.request);
      open.delete(message.request);
      waiting?.resolve(message);
    },
    hubUp() {
      for (const { asked } of open.values()) post(asked);
    },
  };
}
