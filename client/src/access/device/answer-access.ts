import {
  documentKind,
  documentNameSchema,
  type DocumentName,
} from '@holdfast/shared/protocol/names';
import type { HubCore } from '../../hub/hub-core.ts';
import { type AccessAnswer, type AccessQuestion, accessQuestionSchema } from './access-messages.ts';

export interface AnswerAccessDeps {
  readonly core: Pick<HubCore, 'access' | 'relays' | 'replica'>;
  /** A document has become another one: whoever has it open has to open it anew. */
  readonly onReplaced: (doc: DocumentName) => void;
}

/** Answers what a tab asks about keys. Never rejects: a problem is an answer too. */
export async function answerAccess(deps: AnswerAccessDeps, asked: unknown): Promise<AccessAnswer> {
  const question = accessQuestionSchema.safeParse(asked);
  if (!question.success)
    return { answer: 'failed', problem: 'The page and its worker do not fit.' };
  try {
    return await answer(deps, question.data);
  } catch (error) {
    return { answer: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}

async function answer(
  { core, onReplaced }: AnswerAccessDeps,
  question: AccessQuestion,
): Promise<AccessAnswer> {
  switch (question.ask) {
    case 'join': {
      const { token, acceptance, label } = question;
      for (const relay of question.relays) core.relays.add(relay);
      await core.access.offer({
        token,
        label,
        ...(acceptance === undefined ? {} : { acceptance }),
      });
      return { answer: 'done' };
    }
    case 'at-relay': {
      const update = await core.replica.readAtRelay(question.doc);
      return { answer: 'at-relay', ...(update === undefined ? {} : { update }) };
    }
    case 'give-up': {
      const { doc, add } = question;
      const outcome = await core.replica.giveUp(doc);
      if (outcome === 'done') {
        const versions = await giveUpVersions(core, doc);
        if (versions !== undefined) onReplaced(versions);
        if (add !== undefined) await core.replica.submit(doc, add);
        onReplaced(doc);
      }
      return { answer: 'given-up', outcome };
    }
  }
}

/**
 * Versions of a text that is given up say nothing to anybody. Gives the document in which they were;
 * undefined where there were none, or it could not be done now: then they are told of as before.
 */
async function giveUpVersions(
  { replica }: Pick<HubCore, 'replica'>,
  doc: DocumentName,
): Promise<DocumentName | undefined> {
  if (documentKind(doc) !== 'runbook') return undefined;
  const versions = documentNameSchema.parse(doc.replace('runbook:', 'runbook-history:'));
  if (replica.status().outbox?.notAllowed?.has(versions) !== true) return undefined;
  return (await replica.giveUp(versions)) === 'done' ? versions : undefined;
}
