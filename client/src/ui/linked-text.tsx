const address = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/gu;

/** What somebody typed, as they typed it; addresses lead there. */
export function LinkedText(props: { readonly text: string }) {
  return props.text.split(address).map((part, at) =>
    at % 2 === 1 ? (
      <a key={at} href={part} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
