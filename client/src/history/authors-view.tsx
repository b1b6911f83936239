import { lineOrigins } from '@holdfast/shared/model/line-authors';
import type { RecordedVersion } from '@holdfast/shared/model/versions';
import { versionText } from '@holdfast/shared/model/versions';
import { useMemo } from 'react';
import { historyText } from '../ui/text/history.ts';
import { describeMinute } from '../ui/when.ts';
import classes from './authors-view.module.css';

/** A text of the past, and who brought it. */
interface Stage {
  readonly text: string;
  readonly people: readonly string[];
  readonly atMs: number;
}

interface Block {
  readonly stage: Stage | undefined;
  readonly firstLine: number;
  readonly text: string;
}

/** Each line of a text with who wrote it and when, as far as the versions before it tell. */
export function AuthorsView(props: {
  /** Up to the one that is shown, oldest first. */
  readonly versions: readonly RecordedVersion[];
  /** The text as it is now, where that is what is shown and no version yet. */
  readonly now?: Stage;
}) {
  const { versions, now } = props;
  const blocks = useMemo(() => blocksOf(versions, now), [versions, now]);
  return (
    <section aria-label={historyText.authors} className={classes.authors}>
      <p className={classes.lead}>{historyText.authorsLead}</p>
      {blocks.map(({ stage, firstLine, text }) => (
        <div key={firstLine} className={classes.block}>
          <div className={classes.who}>
            <span className={classes.people}>
              {stage === undefined || stage.people.length === 0
                ? historyText.nobodyKnown
                : stage.people.join(', ')}
            </span>
            <span>{describeMinute(stage?.atMs ?? Number.NaN)}</span>
          </div>
          <pre className={classes.text} dir="auto">
            {text}
          </pre>
        </div>
      ))}
    </section>
  );
}

function blocksOf(versions: readonly RecordedVersion[], now: Stage | undefined): readonly Block[] {
  const stages: Stage[] = versions.flatMap((version) => {
    const text = versionText(version);
    return text === undefined ? [] : [{ text, people: version.people, atMs: version.atMs }];
  });
  if (now !== undefined) stages.push(now);
  const blocks: Block[] = [];
  for (const [index, { line, from }] of lineOrigins(stages).entries()) {
    const stage = stages[from];
    const last = blocks.at(-1);
    if (last === undefined || last.stage !== stage) {
      blocks.push({ stage, firstLine: index, text: line });
    } else blocks[blocks.length - 1] = { ...last, text: last.text + line };
  }
  return blocks;
}
