import type { CompileContext, Extension, Token } from 'mdast-util-from-markdown';
import type { Span } from '../model/text.ts';

/**
 * Keeps in `data.destination` and `data.label` where the destination of a link, image or definition and the label of a reference stand in
 * the source; mdast has only their decoded values.
 */
export const destinationsFromMarkdown: Extension = {
  enter: {
    // The label of every link is buffered in a node of its own; it belongs to the link or image below it on the stack.
    labelText(token) {
      dataOf(this, 2).label = inner(token, 0);
    },
    resource(token) {
      const data = dataOf(this);
      delete data.label;
      data.destination = { start: token.start.offset + 1, end: token.start.offset + 1 };
    },
    resourceDestinationLiteral: destination(1),
    resourceDestinationRaw: destination(0),
    definitionDestinationLiteral: destination(1),
    definitionDestinationRaw: destination(0),
    definitionLabel: label(1),
    gfmFootnoteDefinitionLabel: label(2),
  },
  exit: {
    autolinkMarker(token) {
      const data = dataOf(this);
      if (data.destination) data.destination.end = token.start.offset;
      else data.destination = { start: token.end.offset, end: token.end.offset };
    },
    reference(token) {
      // `[]` refers by the text before it.
      if (token.end.offset - token.start.offset > 2) dataOf(this).label = inner(token, 1);
    },
    gfmFootnoteCall(token) {
      const node = this.stack[this.stack.length - 1]!;
      node.data = { label: { start: token.start.offset + 2, end: token.end.offset - 1 } };
      this.exit(token);
    },
  },
};

interface Places {
  destination?: { start: number; end: number };
  label?: Span;
}

function dataOf(context: CompileContext, depth = 1): Places {
  const node = context.stack[context.stack.length - depth]!;
  node.data ??= {};
  return node.data as Places;
}

const inner = (token: Token, margin: number): { start: number; end: number } => ({
  start: token.start.offset + margin,
  end: token.end.offset - margin,
});

function destination(margin: number) {
  return function (this: CompileContext, token: Token): undefined {
    dataOf(this).destination = inner(token, margin);
  };
}

function label(margin: number) {
  return function (this: CompileContext, token: Token): undefined {
    const places = inner(token, 1);
    dataOf(this).label = { start: token.start.offset + margin, end: places.end };
  };
}
