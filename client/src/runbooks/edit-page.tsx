import type { OpenDocument } from '../hub/client-api.ts';
export function EditPage(props: { readonly open: OpenDocument }) {
  return <p>{props.open.name}</p>;
}
