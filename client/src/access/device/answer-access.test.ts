import { expect, test } from 'vitest';
import { answerAccess, type AnswerAccessDeps } from './answer-access.ts';

const never = (): never => {
  throw new Error('not asked for here');
};

/** What becomes of the relays that an invitation names. */
async function join(device: { readonly documents: number; readonly hasCard: boolean }) {
  const tried: string[] = [];
  const kept: unknown[] = [];
  const core: AnswerAccessDeps['core'] = {
    relays: { tryOut: (named) => tried.push(...named) },
    replica: {
      status: () => ({ documents: device.documents, outbox: undefined }),
      readAtRelay: never,
      giveUp: never,
      submit: never,
    },
    access: {
      hasCard: () => device.hasCard,
      offer: (card: unknown) => Promise.resolve(void kept.push(card)),
    },
  };
  const question = { ask: 'join', token: 'a.b.c', label: 'Phone', relays: ['wss://named.example'] };
  const answer = await answerAccess({ core, onReplaced: never }, question);
  expect(answer).toEqual({ answer: 'done' });
  expect(kept).toEqual([{ token: 'a.b.c', label: 'Phone', relays: ['wss://named.example'] }]);
  return tried;
}

test('relays that an invitation names are dialled at once where there is nothing to ask for', async () => {
  expect(await join({ documents: 0, hasCard: false })).toEqual(['wss://named.example']);
});

test('where there is a copy, or was access, they wait', async () => {
  expect(await join({ documents: 3, hasCard: false })).toEqual([]);
  expect(await join({ documents: 0, hasCard: true })).toEqual([]);
});
