import { WebSocket } from 'ws';
import { z } from 'zod/mini';

const targetsSchema = z.array(z.object({ webSocketDebuggerUrl: z.string() }));
const replySchema = z.object({ id: z.optional(z.number()), result: z.optional(z.unknown()) });
const evaluationSchema = z.object({ result: z.object({ value: z.string() }) });
const memorySchema = z.object({
  heapUsed: z.number(),
  external: z.number(),
});

/**
 * Live bytes of a Node process after two full garbage collections: its JavaScript heap and the
 * buffers that the heap owns. Asked through the debugger port (`node --inspect`), so that no server
 * needs a hook for it; worker threads are not counted.
 */
export async function liveMemoryBytes(inspectPort: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${inspectPort}/json/list`);
  const [target] = targetsSchema.parse(await response.json());
  if (target === undefined) throw new Error('the debugger port lists no process');
  const socket = new WebSocket(target.webSocketDebuggerUrl, { perMessageDeflate: false });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const ask = createAsker(socket);
  await ask('HeapProfiler.collectGarbage', {});
  await ask('HeapProfiler.collectGarbage', {});
  const expression = 'JSON.stringify(process.memoryUsage())';
  const answer = await ask('Runtime.evaluate', { expression, returnByValue: true });
  socket.terminate();
  const usage = memorySchema.parse(JSON.parse(evaluationSchema.parse(answer).result.value));
  return usage.heapUsed + usage.external;
}

function createAsker(socket: WebSocket) {
  let lastId = 0;
  return async (method: string, params: object): Promise<unknown> => {
    const id = ++lastId;
    const reply = new Promise<unknown>((resolve) => {
      const onMessage = (data: unknown) => {
        const message = replySchema.parse(JSON.parse(String(data)));
        if (message.id !== id) return;
        socket.off('message', onMessage);
        resolve(message.result);
      };
      socket.on('message', onMessage);
    });
    socket.send(JSON.stringify({ id, method, params }));
    return reply;
  };
}
