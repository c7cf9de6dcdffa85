import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Step } from './steps.ts';
import type { World } from './world.ts';

/** Asks, and goes on without waiting. */
export function ask({ method, file, at, cancelled }: Extract<Step, { do: 'ask' }>, world: World): void {
  const text = world.documents.get(file)?.text ?? world.onDisk(file);
  if (text === undefined) return;
  const { connection } = world.server;
  const params = paramsOf(world.uri(file), text, at);
  const { token, cancel } = cancelling();
  const answered = connection.sendRequest(method, params, token).then(
    () => {},
    ({ code, message }: { code: number; message: string }) => {
      if (!mayFail.includes(code)) world.faults.push(`${method} in ${file} is answered by the error ${code} ${message}`);
    },
  );
  world.asked.push(answered);
  if (cancelled) cancel();
}

/** Cancelled by us; the text has changed before it could be answered; what cannot be done and is said to the writer. */
const mayFail = [-32800, -32801, -32803];

function cancelling() {
  const listeners: (() => void)[] = [];
  const token = {
    isCancellationRequested: false,
    onCancellationRequested: (listener: () => void) => {
      listeners.push(listener);
      return { dispose: () => {} };
    },
  };
  return {
    token,
    cancel: () => {
      for (const listener of listeners) listener();
    },
  };
}

/** Parameters that suit every request about a place in a text. */
export function paramsOf(uri: string, text: string, at: number): object {
  const lines = TextDocument.create('', '', 0, text);
  const position = lines.positionAt(Math.min(at, text.length));
  return {
    textDocument: { uri },
    position,
    range: { start: position, end: position },
    context: { includeDeclaration: true, diagnostics: [] },
    newName: 'renamed',
    query: text.slice(at, at + 2),
  };
}

/** Waits for everything that has been asked. */
export async function answers(world: World): Promise<void> {
  await Promise.all(world.asked.splice(0));
}
