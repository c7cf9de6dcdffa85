import { type Connection, ErrorCodes, type Message, type MessageStrategy, ResponseError } from 'vscode-languageserver';
import { expected, notifications, requests } from './messages.ts';
import { anything } from './shape.ts';

/** A message as it may arrive: nobody has looked at it. */
interface Arrived {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
}

export interface Refused {
  readonly code: number;
  readonly message: string;
}

/** What is refused goes on by this name, so that the connection itself answers it. */
const refused = 'concord/refused';

/** How far the protocol has got with a client: what it may send depends on that. */
class Lifecycle {
  #stage: 'new' | 'served' | 'shut down' = 'new';
  #isInitialized = false;

  get isShutDown(): boolean {
    return this.#stage === 'shut down';
  }

  /** Why a method is not for this moment. */
  objectionTo(method: string): Objection | undefined {
    if (method === 'exit') return undefined;
    if (this.#stage === 'shut down') return [ErrorCodes.InvalidRequest, 'the server has been shut down'];
    const begins = method === 'initialize';
    if (this.#stage === 'new') return begins ? undefined : [ErrorCodes.ServerNotInitialized, 'the server has not been initialized'];
    const isAgain = begins || (method === 'initialized' && this.#isInitialized);
    return isAgain ? [ErrorCodes.InvalidRequest, 'the server has been initialized already'] : undefined;
  }

  /** Notes a method that goes through. */
  passed(method: string): void {
    if (method === 'initialize') this.#stage = 'served';
    if (method === 'initialized') this.#isInitialized = true;
    if (method === 'shutdown') this.#stage = 'shut down';
  }
}

/** An error of the protocol, and what it is about. */
type Objection = readonly [code: number, why: string];

/** What a message itself has that its method does not allow. */
function objectionToForm(method: string, { id, params }: Arrived): Objection | undefined {
  const isRequest = id !== undefined;
  const [known, others] = isRequest ? [requests, notifications] : [notifications, requests];
  if (Object.hasOwn(others, method)) return [ErrorCodes.InvalidRequest, isRequest ? 'is a notification' : 'is a request'];
  const shape = Object.hasOwn(known, method) ? known[method]! : anything;
  // By position there can be none at all.
  const wrong = shape(Array.isArray(params) && params.length === 0 ? undefined : params);
  return wrong === undefined ? undefined : [ErrorCodes.InvalidParams, `params${wrong}`];
}

function refusalOf(arrived: Arrived, lifecycle: Lifecycle): Refused | undefined {
  const { id, method } = arrived;
  if (typeof method !== 'string') return { code: ErrorCodes.InvalidRequest, message: 'The method of a message must be a string.' };
  const objection: Objection | undefined =
    id !== undefined && !isId(id)
      ? [ErrorCodes.InvalidRequest, 'id must be a string or a number']
      : (lifecycle.objectionTo(method) ?? (method === 'exit' ? undefined : objectionToForm(method, arrived)));
  return objection && { code: objection[0], message: `${method}: ${objection[1]}.` };
}

/**
 * Stands in front of a connection and lets through what the protocol allows at this moment and what is like its method says, so that no handler need ask. All else is
 * refused: requests are answered with the error that the protocol has for it, notifications are dropped. The other half is `answerRefused`. `unanswerable`: told what is refused and has no
 * id by which it could be answered, though it may be a request.
 */
export function guard(unanswerable: (refused: Refused) => void = () => {}): MessageStrategy & { readonly isShutDown: boolean } {
  const lifecycle = new Lifecycle();
  return {
    get isShutDown() {
      return lifecycle.isShutDown;
    },
    handleMessage(message, next) {
      const arrived: Arrived = Object(message);
      if (isAnswer(arrived)) return next(message);
      const refusal = refusalOf(arrived, lifecycle);
      if (refusal !== undefined) {
        if (!isId(arrived.id) && !isNotification(arrived)) unanswerable(refusal);
        const rewritten = { jsonrpc: '2.0', ...(isId(arrived.id) && { id: arrived.id }), method: refused, params: refusal };
        return next(rewritten as Message);
      }
      const method = String(arrived.method);
      lifecycle.passed(method);
      next(Object.hasOwn(expected, method) ? ({ ...message, params: expected[method]!(arrived.params as never) } as Message) : message);
    },
  };
}

/** To what the server has asked, or has answered: who has looks at it. */
const isAnswer = (arrived: Arrived): boolean =>
  arrived.method === undefined && (isId(arrived.id) || (arrived.id === null && ('result' in arrived || 'error' in arrived)));

const isNotification = ({ id, method }: Arrived): boolean => id === undefined && typeof method === 'string';

const isId = (id: unknown): boolean => typeof id === 'string' || Number.isFinite(id);

/** Answers and logs what the guard of this connection has refused. */
export function answerRefused(connection: Connection): void {
  connection.onRequest(refused, ({ code, message }: Refused) => {
    connection.console.warn(message);
    return new ResponseError(code, message);
  });
  connection.onNotification(refused, ({ message }: Refused) => connection.console.warn(message));
}
