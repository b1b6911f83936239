import { ActionIcon, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { mapGitText as words } from '../../ui/text/map-git.ts';
import { excludePatterns, type FolderRow } from './folders.ts';
import classes from './git.module.css';

/** Which folders belong to other components, and which files say nothing of who knows the code. */
export function FolderRows(props: {
  readonly rows: readonly FolderRow[];
  readonly exclude: string;
  readonly components: readonly { readonly value: string; readonly label: string }[];
  /** Offered as somebody types. */
  readonly folders: readonly string[];
  readonly onRows: (rows: readonly FolderRow[]) => void;
  readonly onExclude: (text: string) => void;
}) {
  const { rows, components, onRows } = props;
  const offered = useId();
  const { wrong } = excludePatterns(props.exclude);
  const put = (at: number, part: Partial<FolderRow>): void =>
    onRows(rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  return (
    <details className={classes.folders} open={rows.length > 0 || props.exclude !== ''}>
      <summary>{words.folders.title}</summary>
      <p className={classes.folderHint}>{words.folders.lead}</p>
      <datalist id={offered}>
        {props.folders.map((folder) => (
          <option key={folder} value={folder}>
            {folder}
          </option>
        ))}
      </datalist>
      {rows.map((row, at) => (
        // Rows have no name of their own until somebody typed one.
        <div key={at} className={classes.folder}>
          <LateInput
            label={words.folders.folder(at + 1)}
            placeholder={words.folders.example}
            value={row.folder}
            list={offered}
            onDone={(folder) => put(at, { folder })}
          />
          <NativeSelect
            size="xs"
            aria-label={words.folders.component(at + 1)}
            value={row.component}
            data={[{ value: '', label: words.pickComponent }, ...components]}
            onChange={(event) => put(at, { component: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={words.folders.remove(at + 1)}
            title={words.folders.remove(at + 1)}
            onClick={() => onRows(rows.filter((_, place) => place !== at))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => onRows([...rows, { folder: '', component: '' }])}
      >
        {words.folders.add}
      </Button>
      <LateTextarea
        value={props.exclude}
        error={wrong.length === 0 ? undefined : words.folders.wrong(wrong.join(', '))}
        onDone={props.onExclude}
      />
    </details>
  );
}

/** Takes what was typed when that is done: each letter would be worked out anew. */
function LateInput(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly list: string;
  readonly onDone: (text: string) => void;
}) {
  const [text, setText] = useState(props.value);
  const done = (): void => {
    if (text !== props.value) props.onDone(text);
  };
  return (
    <TextInput
      size="xs"
      aria-label={props.label}
      placeholder={props.placeholder}
      list={props.list}
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}

function LateTextarea(props: {
  readonly value: string;
  readonly error: string | undefined;
  readonly onDone: (text: string) => void;
}) {
  const [text, setText] = useState(props.value);
  return (
    <Textarea
      size="xs"
      mt="sm"
      label={words.folders.exclude}
      description={words.folders.excludeHint}
      autosize
      minRows={2}
      maxRows={8}
      value={text}
      error={props.error}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        if (text !== props.value) props.onDone(text);
      }}
    />
  );
}
