import { IconAlertTriangle, IconCheck, IconPhoto } from '@tabler/icons-react';
import {
  imageBytes,
  imageLimits,
  readImages,
  runbookImages,
} from '@holdfast/shared/model/runbook-images';
import { useEffect, useState } from 'react';
import type { Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import type * as Y from 'yjs';
import { imagesText } from '../../ui/text/images.ts';
import { lintText } from '../../ui/text/lint.ts';
import { ImagesDialog } from './images/images-dialog.tsx';
import { ProblemList } from './lint/problem-list.tsx';
import classes from './editor-bar.module.css';

/** Below the text: how many problems and images there are, and the ways to them. */
export function EditorBar(props: {
  readonly doc: Y.Doc;
  readonly editor: EditorView | undefined;
  /** Undefined until the text was looked through once. */
  readonly problems: readonly Diagnostic[] | undefined;
  readonly locked: boolean;
  readonly listed: boolean;
  readonly onList: (listed: boolean) => void;
  readonly onAddImage: () => void;
}) {
  const { doc, editor, problems, listed, onList } = props;
  const images = useImages(doc);
  const [imagesShown, setImagesShown] = useState(false);
  const count = problems?.length ?? 0;
  return (
    <>
      {listed && editor !== undefined && (
        <ProblemList editor={editor} problems={problems ?? []} onClose={() => onList(false)} />
      )}
      <div className={classes.bar}>
        {problems !== undefined && (
          <button
            type="button"
            className={classes.button}
            aria-expanded={listed}
            onClick={() => onList(!listed)}
          >
            {count === 0 ? (
              <IconCheck size={14} aria-hidden="true" />
            ) : (
              <IconAlertTriangle size={14} aria-hidden="true" className={classes.warning} />
            )}
            {count === 0 ? lintText.noneShort : lintText.count(count)}
          </button>
        )}
        {images.size > 0 && (
          <button type="button" className={classes.button} onClick={() => setImagesShown(true)}>
            <IconPhoto size={14} aria-hidden="true" />
            {imagesText.summary(images.size, imageBytes(images), imageLimits.total)}
          </button>
        )}
      </div>
      {imagesShown && (
        <ImagesDialog
          doc={doc}
          images={images}
          locked={props.locked}
          onAdd={() => {
            setImagesShown(false);
            props.onAddImage();
          }}
          onClose={() => setImagesShown(false)}
        />
      )}
    </>
  );
}

function useImages(doc: Y.Doc): ReturnType<typeof readImages> {
  const [images, setImages] = useState(() => readImages(doc));
  useEffect(() => {
    const map = runbookImages(doc);
    const update = () => setImages(readImages(doc));
    map.observe(update);
    update();
    return () => map.unobserve(update);
  }, [doc]);
  return images;
}
