import { type Connection, ErrorCodes, type Message, type MessageStrategy, ResponseError } from 'vscode-languageserver';
import { expected, notifications, requests } from './messages.ts';
import { anything } from './shape.ts';

/** A message as it may arrive: nobody has looked at it. */
interface Arrived {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

interface Refused {
  readonly code: number;
  readonly message: string;
}

/** What is refused goes on by this name, so that the connection itself answers it. */
const refused = 'concord/refused';

/**
 * Stands in front of a connection and lets through what the protocol allows at this moment and what is like its method says, so that no handler need ask. All else is
 * refused: requests are answered with the error that the protocol has for it, notifications are dropped. The other half is `answerRefused`.
 */
export function guard(): MessageStrategy {
  let stage: 'new' | 'served' | 'shut down' = 'new';
  let isInitialized = false;

  function refusalOf({ id, method, params }: Arrived): Refused | undefined {
    if (typeof method !== 'string') return { code: ErrorCodes.InvalidRequest, message: 'The method of a message must be a string.' };
    const refuse = (code: number, why: string): Refused => ({ code, message: `${method}: ${why}.` });
    const isRequest = id !== undefined;
    if (isRequest && !isId(id)) return refuse(ErrorCodes.InvalidRequest, 'id must be a string or a number');
    if (method === 'exit') return undefined;
    if (stage === 'shut down') return refuse(ErrorCodes.InvalidRequest, 'the server has been shut down');
    if (stage === 'new' && method !== 'initialize') return refuse(ErrorCodes.ServerNotInitialized, 'the server has not been initialized');
    if ((stage === 'served' && method === 'initialize') || (isInitialized && method === 'initialized'))
      return refuse(ErrorCodes.InvalidRequest, 'the server has been initialized already');
    const [known, others] = isRequest ? [requests, notifications] : [notifications, requests];
    if (Object.hasOwn(others, method)) return refuse(ErrorCodes.InvalidRequest, isRequest ? 'is a notification' : 'is a request');
    const shape = Object.hasOwn(known, method) ? known[method]! : anything;
    // By position there can be none at all.
    const wrong = shape(Array.isArray(params) && params.length === 0 ? undefined : params);
    return wrong === undefined ? undefined : refuse(ErrorCodes.InvalidParams, `params${wrong}`);
  }

  return {
    handleMessage(message, next) {
      const arrived: Arrived = Object(message);
      // An answer to what the server has asked: who has asked looks at it.
      if (isId(arrived.id) && arrived.method === undefined) return next(message);
      const refusal = refusalOf(arrived);
      if (refusal !== undefined) {
        const rewritten = { jsonrpc: '2.0', ...(isId(arrived.id) && { id: arrived.id }), method: refused, params: refusal };
        return next(rewritten as Message);
      }
      if (arrived.method === 'initialize') stage = 'served';
      if (arrived.method === 'initialized') isInitialized = true;
      if (arrived.method === 'shutdown') stage = 'shut down';
      const method = String(arrived.method);
      next(Object.hasOwn(expected, method) ? ({ ...message, params: expected[method]!(arrived.params as never) } as Message) : message);
    },
  };
}

const isId = (id: unknown): boolean => typeof id === 'string' || Number.isFinite(id);

/** Answers and logs what the guard of this connection has refused. */
export function answerRefused(connection: Connection): void {
  connection.onRequest(refused, ({ code, message }: Refused) => {
    connection.console.warn(message);
    return new ResponseError(code, message);
  });
  connection.onNotification(refused, ({ message }: Refused) => connection.console.warn(message));
}
