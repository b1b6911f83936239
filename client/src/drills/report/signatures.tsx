import { drillReportText as words } from '../../ui/text/drill-report.ts';
import reportClasses from '../../room/report.module.css';
import classes from './drill-report.module.css';

type Signer = keyof typeof words.signature;
const usual: readonly Signer[] = ['lead', 'owner', 'reviewer'];

/** Lines to sign on, at the end of what is printed. */
export function Signatures(props: { readonly who?: readonly Signer[] }) {
  return (
    <section className={classes.signatures} aria-label={words.signatures}>
      <h2 className={reportClasses.heading}>{words.signatures}</h2>
      {(props.who ?? usual).map((who) => (
        <div key={who} className={classes.signature}>
          <span>{words.signature[who]}</span>
          <span className={classes.rule} />
          <span className={classes.under}>{words.signFields}</span>
        </div>
      ))}
    </section>
  );
}
