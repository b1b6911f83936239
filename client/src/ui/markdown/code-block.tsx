import type { ReactNode } from 'react';
import { CopyIconButton } from '../copy-icon-button.tsx';
import { ScrollBox } from '../scroll-box.tsx';
import { readerText } from '../text/reader.ts';
import classes from './markdown-view.module.css';

/** A block of code with its language and a button that copies all of it. */
export function CodeBlock(props: {
  readonly language: string;
  readonly text: string;
  /** What to mind about a copy of it. */
  readonly caution?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.code} dir="ltr">
      <ScrollBox label={readerText.codeIn(props.language)} className={classes.codeScroll}>
        <pre>{props.children}</pre>
      </ScrollBox>
      <div className={classes.codeTools}>
        {props.language !== '' && (
          <span className={classes.language} data-not-text>
            {props.language}
          </span>
        )}
        <CopyIconButton text={props.text} label={readerText.copyCode} caution={props.caution} />
      </div>
    </div>
  );
}
