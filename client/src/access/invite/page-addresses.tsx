import { accessInviteText } from '../../ui/text/access-invite.ts';
import { pageAddresses } from './make-invitation.ts';
import classes from './page-addresses.module.css';

const words = accessInviteText.addresses;

/** Where a link opens the app, in readable form: somebody may have to type another one. */
export function PageAddresses({ link }: { readonly link: string }) {
  const pages = pageAddresses(link);
  return (
    <section className={classes.part}>
      <h3 className={classes.title}>{words.title}</h3>
      <p>{pages.length > 1 ? words.more : words.one}</p>
      <ol className={classes.pages}>
        {pages.map((page) => (
          <li key={page}>{page}</li>
        ))}
      </ol>
    </section>
  );
}
