import type { Request, Response } from 'express';

export interface Check {
  readonly name: string;
  /** Undefined: fine. Otherwise what is wrong, for a person. */
  readonly problem: string | undefined;
}

/**
 * Machines read the status code, 200 or 503; `?verbose` lists the checks for people, in the manner
 * of the Kubernetes API server.
 */
export function answerChecks(checks: () => readonly Check[]) {
  return (request: Request, response: Response): void => {
    const results = checks();
    const isFine = results.every(({ problem }) => problem === undefined);
    response
      .status(isFine ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .type('text/plain');
    if (request.query['verbose'] === undefined) {
      response.send(isFine ? 'ok\n' : 'not ok\n');
      return;
    }
    const lines = results.map(({ name, problem }) =>
      problem === undefined ? `[+]${name} ok` : `[-]${name} failed: ${problem}`,
    );
    response.send(`${lines.join('\n')}\n`);
  };
}
