/** The product's sign; decorative, a name stands beside it. */
export function Logo(props: { readonly size: number }) {
  return (
    <svg
      width={props.size}
      height={props.size}
      viewBox="0 0 512 512"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <rect width="512" height="512" rx="112" fill="#1864ab" />
      <g fill="none" stroke="#fff" strokeWidth="36" strokeLinecap="round" strokeLinejoin="round">
        <path d="M256 400V144" />
        <path d="M256 300c0-66-84-56-84-128" />
        <path d="M256 300c0-66 84-56 84-128" />
        <path d="M140 400c40-34 76-34 116 0c40 34 76 34 116 0" />
      </g>
      <g fill="#fff">
        <circle cx="172" cy="146" r="28" />
        <circle cx="340" cy="146" r="28" />
        <circle cx="256" cy="118" r="28" />
      </g>
    </svg>
  );
}
