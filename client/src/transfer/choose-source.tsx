import { Button, Group } from '@mantine/core';
import { IconFileZip, IconFolderOpen, IconUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { importText } from '../ui/text/import.ts';
import { readChosen, takeDropped } from './read-chosen.ts';
import type { ImportSource } from './transfer-messages.ts';
import classes from './import-page.module.css';

/** Where files come from: dropped anywhere on the page's part, or chosen. */
export function ChooseSource(props: {
  readonly problem: string | undefined;
  readonly onSource: (source: () => Promise<ImportSource>) => void;
}) {
  const { onSource } = props;
  const [isOver, setOver] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // React knows no such attribute.
    folder.current?.setAttribute('webkitdirectory', '');
  }, []);

  function accept(event: DragEvent): void {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  }

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    onSource(takeDropped(event.dataTransfer));
  }

  function choose(event: ChangeEvent<HTMLInputElement>): void {
    const chosen = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = '';
    if (chosen.length > 0) onSource(() => readChosen(chosen));
  }

  return (
    <>
      <p className={classes.lead}>{importText.lead}</p>
      {props.problem !== undefined && (
        <p role="alert" className={classes.problem}>
          {props.problem}
        </p>
      )}
      <div
        className={classes.drop}
        {...(isOver ? { 'data-over': true } : {})}
        // Both have to be answered, or the browser takes the drop for one of its own.
        onDragEnter={accept}
        onDragOver={accept}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconUpload size={26} stroke={1.5} aria-hidden="true" />
        <p className={classes.dropWords}>{isOver ? importText.dropNow : importText.drop}</p>
        <Group gap="xs" justify="center">
          <Button
            leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
            onClick={() => folder.current?.click()}
          >
            {importText.chooseFolder}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileZip size={16} aria-hidden="true" />}
            onClick={() => files.current?.click()}
          >
            {importText.chooseFiles}
          </Button>
        </Group>
        <input ref={folder} type="file" multiple hidden onChange={choose} />
        <input
          ref={files}
          type="file"
          multiple
          hidden
          accept=".zip,.md,.markdown,.png,.jpg,.jpeg,.gif,.webp"
          onChange={choose}
        />
      </div>
      <ul className={classes.hints}>
        {importText.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
    </>
  );
}
