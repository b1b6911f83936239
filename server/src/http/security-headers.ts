import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/**
 * What the app's pages may do. There is no inline script anywhere, so none is allowed.
 *
 * Styles must be allowed inline: diagrams are measured, the editor and dialogs are laid out by rules that
 * are written while the page runs. A number given out with each page (a nonce) would not do for them: the
 * page is kept on the device and opened without any relay.
 */
const pagePolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  // `blob:` are images that a runbook's document holds, `data:` diagrams; images of other hosts are
  // fetched only when a reader asks for it.
  'img-src': ["'self'", 'data:', 'blob:', 'https:', 'http:'],
  'font-src': ["'self'"],
  // Sockets: any relay may be in a workspace's list. All else is asked of the relay that serves the page.
  'connect-src': ["'self'", 'ws:', 'wss:'],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

/** What a browser offers to pages and this app never asks for; it warns on each page of names that it does not know. */
const unusedFeatures = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

const permissions = unusedFeatures.map((feature) => `${feature}=()`).join(', ');

/** The headers of every answer, whatever it is. */
export function securityHeaders(): ((
  request: Request,
  response: Response,
  next: NextFunction,
) => void)[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: pagePolicy },
      // Whether the name is served over TLS at all is for what stands in front of the relay to say.
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'no-referrer' },
      frameguard: { action: 'deny' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', permissions);
      next();
    },
  ];
}

/** Lets pages of other origins change nothing: browsers name the page's origin with whatever is not a plain read. */
export function refuseOtherOrigins(
  mayAsk: (request: Request) => boolean,
  refuse: (response: Response) => void,
) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead || mayAsk(request)) next();
    else refuse(response);
  };
}
