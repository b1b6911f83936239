/** What browsers and the bundler say where the code or the styles of a screen could not be fetched. */
const notFetched =
  /dynamically imported module|importing a module script failed|unable to preload css/i;
const stylesNotFetched = /unable to preload css for (\S+)/i;

const moduleNotFetched = /module: (\S+)/;

const retryMs = 1000;

/** Whether code that failed with this may come when it is asked for again; an error within the code stays. */
export function asksAgain(error: unknown): boolean {
  return notFetched.test(messageOf(error));
}

/**
 * The bundler asks for styles once only, and takes them for there from then on. Resolves once those
 * that the error names are there.
 */
export async function fetchMissingStyles(error: unknown): Promise<void> {
  const path = stylesNotFetched.exec(messageOf(error))?.[1];
  while (path !== undefined) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = path;
    const arrived = await new Promise<boolean>((resolve) => {
      link.addEventListener('load', () => resolve(true));
      link.addEventListener('error', () => resolve(false));
      document.head.append(link);
    });
    if (arrived) return;
    link.remove();
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/**
 * Some browsers never ask again for a module that failed once. Begins the page anew where the one
 * that the error names can be had by now; once for each, lest a page that is broken does so for ever.
 */
export async function beginAnewIfThere(error: unknown): Promise<void> {
  const url = moduleNotFetched.exec(messageOf(error))?.[1];
  if (url === undefined || sessionStorage.getItem(url) !== null) return;
  try {
    if (!(await fetch(url)).ok) return;
    sessionStorage.setItem(url, '');
    location.reload();
  } catch {
    // Not yet, then.
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
