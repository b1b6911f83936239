/**
 * Loaded into a relay process before its own code: stands for the network and the clock of the
 * machine that it would run on. Connections to a port named in CHAOS_ROUTES (JSON: port to host and
 * port) go there; the wall clock is CHAOS_CLOCK_SKEW_MS off.
 */
import net from 'node:net';

const routes = JSON.parse(process.env.CHAOS_ROUTES ?? '{}');
const skewMs = Number(process.env.CHAOS_CLOCK_SKEW_MS ?? 0);

const connect = net.connect;
net.connect = (options, ...rest) => {
  const route = typeof options === 'object' ? routes[options?.port] : undefined;
  return connect(route === undefined ? options : { ...options, ...route }, ...rest);
};

if (skewMs !== 0) {
  const RealDate = Date;
  const now = () => RealDate.now() + skewMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args) => new target(...(args.length === 0 ? [now()] : args)),
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}
