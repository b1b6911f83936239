import { useDocumentImage } from './document-images.tsx';
import { RemoteImage } from './remote-image.tsx';
import classes from './markdown-view.module.css';

/** An image: shown at once where the document holds it, else only when somebody asks. */
export function MarkdownImage(props: { readonly src: string; readonly alt: string }) {
  const address = useDocumentImage(props.src);
  if (address === undefined) return <RemoteImage src={props.src} alt={props.alt} />;
  return <img className={classes.image} src={address} alt={props.alt} />;
}
