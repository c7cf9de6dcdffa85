import { parentPort } from 'node:worker_threads';
import { draw } from './draw.ts';
import type { FormulaRequest } from './request.ts';

/** Draws one formula after the other; the first message says that it is ready. */
parentPort?.on('message', (request: FormulaRequest) => parentPort?.postMessage(draw(request)));
draw({ source: '\\frac{x_1^2}{y}', display: true, colour: 'black', size: 16, macros: [] });
parentPort?.postMessage('ready');
