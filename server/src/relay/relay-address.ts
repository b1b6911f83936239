const socketSchemes: Readonly<Record<string, string>> = {
  'http:': 'ws:',
  'ws:': 'ws:',
  'https:': 'wss:',
  'wss:': 'wss:',
};

/**
 * A relay's address as it is kept and told to others: `ws://host:port` or `wss://host`, without a
 * path. `http(s)://…` and a bare `host:port` are understood too. Undefined for what is no address.
 */
export function relayAddress(text: string): string | undefined {
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `ws://${text}`;
  // A URL parser trims spaces and decodes percent signs in a host: what is meant then is a guess.
  if (/[%\s]/.test(text) || !URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  const scheme = socketSchemes[url.protocol];
  const isPlain = url.username === '' && url.password === '' && url.pathname === '/';
  return scheme !== undefined && url.host !== '' && isPlain ? `${scheme}//${url.host}` : undefined;
}

/** Where the same relay serves pages: `http://host:port` for `ws://host:port`. */
export function pageAddress(address: string): string {
  return address.replace(/^ws/, 'http');
}
