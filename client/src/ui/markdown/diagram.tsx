import { Button, useComputedColorScheme } from '@mantine/core';
import { IconChartDots3 } from '@tabler/icons-react';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { ScrollBox } from '../scroll-box.tsx';
import { readerText } from '../text/reader.ts';
import { CodeBlock } from './code-block.tsx';
import type { DrawnDiagram } from './draw-diagram.ts';
import classes from './diagram.module.css';

/** Mermaid is large, and most runbooks have no diagram. */
const loadDrawing = () => import('./draw-diagram.ts');

/** Drawn diagrams by their place: an edit makes its part of the page anew, and they are to stay. */
export type DiagramMemory = Map<string, DrawnDiagram>;

const MemoryContext = createContext<DiagramMemory>(new Map());
export const RememberDiagrams = MemoryContext;

/** A Mermaid diagram: its code, and the drawing once somebody asks for it. */
export function Diagram(props: {
  /** Which of the text's diagrams it is, whatever its words are at the moment. */
  readonly place: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  const { place, text } = props;
  const memory = useContext(MemoryContext);
  const [drawn, setDrawn] = useState(() => memory.get(place));
  const [wanted, setWanted] = useState(drawn !== undefined);
  const [failed, setFailed] = useState(false);
  const dark = useComputedColorScheme('light') === 'dark';
  useEffect(() => {
    if (!wanted) return undefined;
    let isStale = false;
    loadDrawing()
      .then(({ drawDiagram }) => drawDiagram(text, dark))
      .then(
        (result) => {
          if (isStale) return;
          memory.set(place, result);
          setDrawn(result);
        },
        () => {
          if (!isStale) setFailed(true);
        },
      );
    return () => {
      isStale = true;
    };
  }, [wanted, text, dark, memory, place]);

  return (
    <div className={classes.diagram}>
      <CodeBlock language="mermaid" text={text}>
        {props.children}
      </CodeBlock>
      {!wanted || failed ? (
        <Button
          size="compact-sm"
          variant="default"
          className={classes.draw ?? ''}
          leftSection={<IconChartDots3 size={15} aria-hidden="true" />}
          onClick={() => {
            setFailed(false);
            setWanted(true);
          }}
        >
          {readerText.drawDiagram}
        </Button>
      ) : (
        <Drawing drawn={drawn} />
      )}
      {failed && (
        <p role="status" className={classes.problem} data-not-text>
          {readerText.diagramNotLoaded}
        </p>
      )}
    </div>
  );
}

function Drawing(props: { readonly drawn: DrawnDiagram | undefined }) {
  const { drawn } = props;
  if (drawn === undefined) {
    return (
      <p role="status" className={classes.problem} data-not-text>
        {readerText.drawing}
      </p>
    );
  }
  if (!drawn.ok) {
    return (
      <p role="status" className={classes.problem} data-not-text>
        {drawn.why === 'from-elsewhere'
          ? readerText.diagramFromElsewhere
          : readerText.diagramProblem(drawn.line)}
      </p>
    );
  }
  return (
    <>
      <ScrollBox label={readerText.diagram(drawn.description)} className={classes.drawing}>
        <img src={drawn.address} alt={readerText.diagram(drawn.description)} />
      </ScrollBox>
      {drawn.leftOut && (
        <p className={classes.problem} data-not-text>
          {readerText.diagramLeftOut}
        </p>
      )}
    </>
  );
}
