import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';

const oneYear = 'public, max-age=31536000, immutable';

/** Serves the built app: hashed files for ever, all else asked for anew, every page address by the one page. */
export function serveApp(folder: string): Router {
  const router = express.Router();
  const page = join(folder, 'index.html');
  const assets = join(folder, 'assets') + sep;
  router.use(
    express.static(folder, {
      index: false,
      setHeaders(response: Response, path: string) {
        // File names under assets/ carry a hash of their content.
        response.set('Cache-Control', path.startsWith(assets) ? oneYear : 'no-cache');
      },
    }),
  );
  router.use((request: Request, response: Response, next: NextFunction) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    // Scripts take anything; only a browser that goes somewhere asks for a page by name.
    const isPage = request.path === '/' || request.headers.accept?.includes('text/html') === true;
    const isFile = /\.[a-z0-9]{1,11}$/i.test(request.path);
    // An alert may have any name.
    if (!isRead || !isPage || (isFile && !request.path.startsWith('/r/'))) {
      next();
      return;
    }
    if (!existsSync(page)) {
      response.status(503).set('Cache-Control', 'no-store').type('html').send(notBuilt);
      return;
    }
    response.set('Cache-Control', 'no-cache').sendFile(page);
  });
  return router;
}

const notBuilt = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Holdfast relay</title></head>
<body><h1>This relay runs, but the app is not built</h1>
<p>Run <code>npm run build</code>, then reload this page. Edits are taken and kept all the same.</p></body></html>
`;
