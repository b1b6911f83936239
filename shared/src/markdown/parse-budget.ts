import type { Code, Construct, Effects, Extension, TokenizeContext } from 'micromark-util-types';

/** The text asks for more work than its reader is to wait for. */
class OverBudgetError extends Error {}

/** Of text: what a mark means is looked for among all that stands before it in its paragraph. */
const textMarks = ['!', '&', '*', '<', '[', '\\', ']', '_', '`', '~'];
/** Names of links and footnotes that were defined are compared one by one; a comparison is quick. */
const namesPerStep = 64;
/** Moving or comparing an event takes less than reading a character and making a tree of it. */
const eventsPerStep = 16;

const stepsPerToken = 4;
/** Also an empty one sets a part of the parser up. */
const stepsPerBlock = 30;
/** What a line may begin is tried one after the other. */
const stepsPerLine = 10;
/** For each of these the parser goes through the events of all blocks before. */
const walksBack: ReadonlySet<string> = new Set(['listItemPrefix', 'setextHeadingLine']);

/**
 * An extension of the parser that ends it with an `OverBudgetError` after `steps` of work: each
 * character read, however often, is a step, and so is each event that a mark may have to be compared
 * with. Markdown can ask for work in proportion to the square of a text's length, and no text is
 * worth that to whoever opens it. The count depends on the text alone, never on the machine.
 */
export function parseBudget(steps: number): Extension {
  let left = steps;
  const seen = new WeakSet<Effects>();

  function spend(count: number): void {
    left -= count;
    if (left < 0) throw new OverBudgetError();
  }

  function watch(effects: Effects, context: TokenizeContext): void {
    if (seen.has(effects)) return;
    seen.add(effects);
    spend(stepsPerBlock);
    const { consume, attempt, check, enter } = effects;
    effects.consume = (code) => {
      spend(1);
      consume(code);
    };
    effects.attempt = (...given) => {
      spend(1);
      return attempt(...given);
    };
    effects.enter = (type, fields) => {
      const isLazy = type === 'chunkFlow' && context.parser.lazy[context.now().line] === true;
      const walked = isLazy || walksBack.has(type) ? context.events.length / eventsPerStep : 0;
      spend(stepsPerToken + walked);
      return enter(type, fields);
    };
    effects.check = (...given) => {
      spend(1);
      return check(...given);
    };
  }

  /** A construct that is never there, and is asked for wherever `cost` is to be paid. */
  function toll(cost: (context: TokenizeContext, code: Code) => number): Construct {
    return {
      tokenize(effects, _ok, nok) {
        watch(effects, this);
        return (code) => {
          spend(cost(this, code));
          return nok(code);
        };
      },
    };
  }

  const line = toll((context) =>
    context.parser.lazy[context.now().line] === true
      ? context.events.length / eventsPerStep
      : stepsPerLine,
  );
  const definition = toll(({ parser }) => parser.defined.length / namesPerStep);
  const mark = toll(
    ({ events, parser }, code) =>
      events.length / eventsPerStep +
      (code === codeOf(']') ? parser.defined.length / namesPerStep : 0),
  );
  return {
    document: { null: toll(() => 1), [codeOf('[')]: definition },
    flow: { null: line },
    contentInitial: { [codeOf('[')]: definition },
    text: Object.fromEntries(textMarks.map((character) => [codeOf(character), mark])),
  };
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}
