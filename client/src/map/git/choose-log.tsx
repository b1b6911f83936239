import { Button, Group, Loader } from '@mantine/core';
import { IconFile, IconUpload } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { gitLogFormat } from '@holdfast/shared/ownership/git-log';
import { formatBytes } from '../../ui/bytes.ts';
import { CopyableCommand } from '../../ui/copyable-command.tsx';
import { mapGitText as words } from '../../ui/text/map-git.ts';
import importClasses from '../import/map-import.module.css';
import type { GitLog } from './use-git-log.ts';
import classes from './git.module.css';

const commands = {
  log: `git log --name-status -M --format=${gitLogFormat} | gzip > shop.log.gz`,
  files: 'git ls-tree -r --name-only HEAD > shop.files',
} as const;

/** Where a log comes from, and the way to hand it over. */
export function ChooseLog({ log }: { readonly log: GitLog }) {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { state } = log;
  if (state.kind === 'reading') {
    return (
      <div className={classes.part}>
        <p role="status" className={importClasses.reading}>
          <Loader size="xs" aria-hidden="true" /> {words.reading}
          {state.bytes > 0 && ` ${words.readSoFar(formatBytes(state.bytes))}`}
        </p>
        <Button size="xs" variant="default" onClick={log.stop}>
          {words.stop}
        </Button>
      </div>
    );
  }

  function over(event: DragEvent): void {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  }

  return (
    <div className={classes.part}>
      <p className={importClasses.lead}>{words.lead}</p>
      {state.kind === 'none' && state.problem !== undefined && (
        <p role="alert" className={importClasses.problem} dir="auto">
          {state.problem}
        </p>
      )}
      <div
        className={importClasses.drop}
        {...(isOver ? { 'data-over': true } : {})}
        // Both have to be answered, or the browser takes the drop for one of its own.
        onDragEnter={over}
        onDragOver={over}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void log.read([...event.dataTransfer.files]);
        }}
      >
        <IconUpload size={26} stroke={1.5} aria-hidden="true" />
        <p className={importClasses.dropWords}>{isOver ? words.dropNow : words.drop}</p>
        <Group justify="center">
          <Button
            leftSection={<IconFile size={16} aria-hidden="true" />}
            onClick={() => input.current?.click()}
          >
            {words.choose}
          </Button>
        </Group>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          data-files="git-log"
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            if (files.length > 0) void log.read(files);
          }}
        />
      </div>
      <p className={classes.how}>{words.how}</p>
      <CopyableCommand command={commands.log} />
      <p className={classes.how}>{words.howFiles}</p>
      <CopyableCommand command={commands.files} />
    </div>
  );
}
