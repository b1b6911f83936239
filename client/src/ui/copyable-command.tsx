import { CopyIconButton } from './copy-icon-button.tsx';
import classes from './copyable-command.module.css';

/** One command line, to be copied whole. */
export function CopyableCommand(props: { readonly command: string }) {
  return (
    <div className={classes.command}>
      <code className={classes.text}>{props.command}</code>
      <CopyIconButton text={props.command} />
    </div>
  );
}
