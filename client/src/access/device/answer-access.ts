import type { HubCore } from '../../hub/hub-core.ts';
import { type AccessAnswer, accessQuestionSchema } from './access-messages.ts';

/** Answers what a tab asks about keys. Never rejects: a problem is an answer too. */
export async function answerAccess(
  core: Pick<HubCore, 'access' | 'relays'>,
  asked: unknown,
): Promise<AccessAnswer> {
  const read = accessQuestionSchema.safeParse(asked);
  if (!read.success) return { answer: 'failed', problem: 'The page and its worker do not fit.' };
  const question = read.data;
  try {
    const { token, acceptance, label } = question;
    for (const relay of question.relays) core.relays.add(relay);
    await core.access.offer({ token, label, ...(acceptance === undefined ? {} : { acceptance }) });
    return { answer: 'done' };
  } catch (error) {
    return { answer: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}
