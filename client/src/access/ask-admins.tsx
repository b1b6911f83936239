import { accessText } from '../ui/text/access.ts';
import { useShownAccess } from './access-context.tsx';
import classes from './access-route.module.css';

const words = accessText.ask;
const shown = 6;

/** Whom to ask for what one may not do oneself; nothing for those who may. */
export function AskAdmins(props: { readonly to: string }) {
  const { me, admins } = useShownAccess();
  if (me.mayAdminister) return null;
  return (
    <p className={classes.ask}>
      {props.to}{' '}
      <span dir="auto">
        {admins.length === 0
          ? words.nobody
          : words.them(admins.slice(0, shown), Math.max(0, admins.length - shown))}
      </span>
    </p>
  );
}
