import encodeQr from 'qr';
import { useMemo } from 'react';
import { accessInviteText as words } from '../../ui/text/access-invite.ts';
import classes from './qr-code.module.css';

/** A text as a QR code, black on white whatever the theme: cameras want it so. */
export function QrCode(props: { readonly text: string; readonly label: string }) {
  const picture = useMemo(() => drawn(props.text), [props.text]);
  if (picture === undefined) return <p className={classes.none}>{words.tooLongForQr}</p>;
  return (
    <svg
      className={classes.code}
      viewBox={`0 0 ${picture.size} ${picture.size}`}
      role="img"
      aria-label={props.label}
      shapeRendering="crispEdges"
    >
      <rect width={picture.size} height={picture.size} fill="#fff" />
      <path d={picture.path} fill="#000" />
    </svg>
  );
}

/** Undefined where the text is longer than the largest code holds. */
function drawn(text: string): { readonly size: number; readonly path: string } | undefined {
  try {
    const rows = encodeQr(text, 'raw', { ecc: 'low', border: 4 });
    const path = rows
      .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('');
    return { size: rows.length, path };
  } catch {
    return undefined;
  }
}
