/**
 * A relay's address as it is kept and shown: `ws://host:port` or `wss://host`, without a path.
 * People may also type `http(s)://…` or only `host:port`. Undefined for what is no address.
 */
export function relayAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const withScheme = /^[a-z]+:\/\//i.test(trimmed) ? trimmed : `ws://${trimmed}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return undefined;
  }
  const scheme = socketSchemes[url.protocol];
  if (scheme === undefined || url.host === '' || url.username !== '' || url.password !== '') {
    return undefined;
  }
  return `${scheme}//${url.host}`;
}

const socketSchemes: Readonly<Record<string, 'ws:' | 'wss:'>> = {
  'http:': 'ws:',
  'ws:': 'ws:',
  'https:': 'wss:',
  'wss:': 'wss:',
};
