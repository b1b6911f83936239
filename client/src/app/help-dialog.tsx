import { Modal, Text } from '@mantine/core';
import { Keys } from '../ui/keys.tsx';
import { editorKeys } from '../ui/text/editor.ts';
import { paletteText } from '../ui/text/palette.ts';
import { commandText } from '../ui/text/shell.ts';
import type { Command, CommandGroup } from './commands.ts';
import { useCommands } from './use-commands.tsx';
import classes from './help-dialog.module.css';

const groups: readonly CommandGroup[] = ['go', 'do', 'here', 'incident', 'run'];

/** Every shortcut that works here, read from the same list as the palette and the keys. */
export function HelpDialog(props: { readonly onClose: () => void }) {
  const commands = useCommands();
  return (
    <Modal opened onClose={props.onClose} title={paletteText.helpTitle} size="lg">
      <Text size="sm" c="dimmed" mb="md">
        {paletteText.helpIntro} <Keys keys="mod+k" />
      </Text>
      <div className={classes.columns}>
        {groups.map((group) => (
          <Section
            key={group}
            title={commandText.groups[group]}
            rows={commands.filter((command) => command.group === group).flatMap(toRow)}
          />
        ))}
        <Section
          title={paletteText.helpList}
          rows={[
            { label: paletteText.helpListDown, keys: '↓' },
            { label: paletteText.helpListUp, keys: '↑' },
            { label: paletteText.helpListOpen, keys: 'Enter' },
          ]}
        />
        <Section title={paletteText.helpEditor} rows={editorKeys} />
      </div>
    </Modal>
  );
}

interface Row {
  readonly label: string;
  readonly keys: string;
}

function toRow(command: Command): readonly Row[] {
  return command.keys === undefined ? [] : [{ label: command.title, keys: command.keys }];
}

function Section(props: { readonly title: string; readonly rows: readonly Row[] }) {
  if (props.rows.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{props.title}</h3>
      <dl className={classes.list}>
        {props.rows.map((row) => (
          <div key={row.label} className={classes.row}>
            <dt>{row.label}</dt>
            <dd>
              <Keys keys={row.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
