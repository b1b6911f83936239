import {
  documentKind,
  documentNameSchema,
  type DocumentName,
} from '@holdfast/shared/protocol/names';
import type { HubCore } from '../../hub/hub-core.ts';
import { type AccessAnswer, type AccessQuestion, accessQuestionSchema } from './access-messages.ts';

export interface AnswerAccessDeps {
  readonly core: {
    readonly access: Pick<HubCore['access'], 'hasCard' | 'offer'>;
    readonly relays: Pick<HubCore['relays'], 'tryOut'>;
    readonly replica: Pick<HubCore['replica'], 'giveUp' | 'readAtRelay' | 'submit'> & {
      status(): Pick<ReturnType<HubCore['replica']['status']>, 'documents' | 'outbox'>;
    };
  };
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
      const { token, acceptance, label, relays, root } = question;
      // Whoever made the link named them. A copy that is here is not for them to ask for: they are
      // dialled once a relay that this device knew before has taken what came with them.
      const isNew = core.replica.status().documents === 0 && !core.access.hasCard();
      if (isNew) core.relays.tryOut(relays);
      await core.access.offer({
        token,
        label,
        ...(relays.length === 0 ? {} : { relays }),
        ...(root === undefined ? {} : { root }),
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
  { replica }: AnswerAccessDeps['core'],
  doc: DocumentName,
): Promise<DocumentName | undefined> {
  if (documentKind(doc) !== 'runbook') return undefined;
  const versions = documentNameSchema.parse(doc.replace('runbook:', 'runbook-history:'));
  if (replica.status().outbox?.notAllowed?.has(versions) !== true) return undefined;
  return (await replica.giveUp(versions)) === 'done' ? versions : undefined;
}
