import { ScrollBox } from './scroll-box.tsx';
import { CopyIconButton } from './copy-icon-button.tsx';
import classes from './copyable-command.module.css';

/** One command line, to be copied whole. */
export function CopyableCommand(props: { readonly command: string }) {
  return (
    <div className={classes.command}>
      <ScrollBox label={props.command} className={classes.text}>
        <code>{props.command}</code>
      </ScrollBox>
      <CopyIconButton text={props.command} />
    </div>
  );
}
