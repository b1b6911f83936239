import { IconLockOpen } from '@tabler/icons-react';
import { useHub } from '../app/hub-context.tsx';
import { CopyIconButton } from '../ui/copy-icon-button.tsx';
import { accessText } from '../ui/text/access.ts';
import { useShownAccess } from './access-context.tsx';
import classes from './access-route.module.css';

const words = accessText.open;

/** Says that nobody is kept out, and what changes that. */
export function OpenToAll() {
  const { all } = useShownAccess();
  const commands = words.commands(useHub().workspace);
  return (
    <section className={classes.open} aria-label={words.title}>
      <h2 className={classes.openTitle}>
        <IconLockOpen size={18} stroke={1.75} aria-hidden="true" />
        {words.title}
      </h2>
      <p>{words.body}</p>
      <p>{words.doNow}</p>
      <div className={classes.commands}>
        <pre>{commands}</pre>
        <CopyIconButton text={commands} />
      </div>
      <p>{words.more}</p>
      {all.length > 0 && <p>{words.left}</p>}
    </section>
  );
}
