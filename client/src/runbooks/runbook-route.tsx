export function RunbookRoute(props: { readonly name: string; readonly editing: boolean }) {
  return <p>{props.name}</p>;
}
