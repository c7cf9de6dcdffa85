import type { CompileContext, Extension as MdastExtension } from 'mdast-util-from-markdown';
import { factorySpace } from 'micromark-factory-space';
import { markdownLineEnding, markdownSpace } from 'micromark-util-character';
import type { Code, Construct, Effects, Extension, State, Token, TokenizeContext } from 'micromark-util-types';
import { bodyIndent, type Containers, closes, type Opening, openingOf } from './containers.ts';

/*
 * Containers as constructs of micromark: an opening line, and a body that is read as a document of its own, of lines that stand further in or up to one of colons. A line that has left the list or
 * quote around it ends the body, as it ends a fence.
 */

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    boxed: 'boxed';
    boxedMark: 'boxedMark';
    boxedTitle: 'boxedTitle';
  }
}

/** The constructs of some containers. */
export function containerSyntax(containers: Containers): Extension {
  const flow: Record<number, Construct> = {};
  for (const mark of '!?=') flow[mark.charCodeAt(0)] = { name: indentedContainer, tokenize: tokenizer(containers, IndentedBody) };
  // Nothing but its closing line ends it: no list, no quote begins in it outside the body.
  flow[58] = { name: 'fencedContainer', concrete: true, tokenize: tokenizer(containers, FencedBody) };
  return { flow };
}

/** The name of the construct that is still there behind blank lines, since what stands behind them may be of it. */
export const indentedContainer = 'indentedContainer';

export const containersFromMarkdown: MdastExtension = {
  enter: {
    boxed(token) {
      this.enter({ type: 'container', children: [] }, token);
    },
    boxedTitle(token) {
      this.enter({ type: 'containerTitle', children: [] }, token);
    },
  },
  exit: { boxed: exit, boxedTitle: exit },
};

function exit(this: CompileContext, token: Token): undefined {
  this.exit(token);
}

const tokenizer = (containers: Containers, Kind: new (...args: ConstructorParameters<typeof Body>) => Body): Construct['tokenize'] =>
  function (effects, ok, nok) {
    const body = new Kind(containers, this, effects, ok, nok);
    return code => body.start(code);
  };

const atLineEnd = (code: Code): boolean => code === null || markdownLineEnding(code);

/** The opening line, and the lines of the body as long as there is one more. */
abstract class Body {
  protected readonly context: TokenizeContext;
  protected readonly effects: Effects;
  /** How far in the opening line stands. */
  protected readonly indent: number;
  protected opening: Opening | undefined;
  readonly #containers: Containers;
  readonly #ok: State;
  readonly #nok: State;
  #chunk: Token | undefined;
  #isInChunk = false;

  constructor(containers: Containers, context: TokenizeContext, effects: Effects, ok: State, nok: State) {
    this.#containers = containers;
    this.context = context;
    this.effects = effects;
    this.#ok = ok;
    this.#nok = nok;
    const [, token] = context.events.at(-1) ?? [];
    this.indent = token?.type === 'linePrefix' ? context.sliceSerialize(token, true).length : 0;
  }

  /** At the end of a line: goes on to `more` where the body does, else to `end`. */
  protected abstract goOn(more: State, end: State): State;

  /** At the beginning of a line that the body may have. */
  protected abstract lineStart(line: State, end: State): State;

  start(code: Code): State | undefined {
    const found = (): State => this.#opened;
    return this.effects.check(
      wholeLine(line => {
        this.opening = openingOf(line, this.#containers);
        return this.opening !== undefined;
      }),
      code => found()(code),
      this.#nok,
    )(code);
  }

  #opened: State = code => {
    const { effects } = this;
    const { from, to } = this.opening!;
    effects.enter('boxed');
    if (to === 0) return this.#mark(Number.POSITIVE_INFINITY, this.#lineEnd)(code);
    return this.#mark(from, this.#title)(code);
  };

  /** So many characters of the line that are no text, or the rest of it. */
  #mark(count: number, next: State): State {
    const { effects } = this;
    let left = count;
    const consume: State = code => {
      if (left-- > 0 && !atLineEnd(code)) {
        effects.consume(code);
        return consume;
      }
      effects.exit('boxedMark');
      return next(code);
    };
    return code => {
      if (atLineEnd(code)) return next(code);
      effects.enter('boxedMark');
      return consume(code);
    };
  }

  #title: State = code => {
    const { effects } = this;
    const { from, to } = this.opening!;
    let left = to - from;
    effects.enter('boxedTitle');
    effects.enter('chunkText', { contentType: 'text' });
    const consume: State = next => {
      if (left-- > 0) {
        effects.consume(next);
        return consume;
      }
      effects.exit('chunkText');
      effects.exit('boxedTitle');
      return this.#mark(Number.POSITIVE_INFINITY, this.#lineEnd)(next);
    };
    return consume(code);
  };

  #lineEnd: State = code => {
    if (this.context.interrupt) return this.#ok(code);
    return code === null ? this.#end(code) : this.goOn(this.#nextLine, this.#end)(code);
  };

  #nextLine: State = code => {
    const { effects } = this;
    const isInChunk = this.#isInChunk;
    if (!isInChunk) effects.enter('lineEnding');
    effects.consume(code);
    effects.exit(isInChunk ? 'chunkDocument' : 'lineEnding');
    this.#isInChunk = false;
    return this.lineStart(this.#line, this.#end);
  };

  /** A line of the body. A blank one is if another line of it follows. */
  #line: State = code => {
    if (code === null) return this.#end(code);
    return atLineEnd(code) ? this.goOn(this.#nextChunk, this.#end)(code) : this.#nextChunk(code);
  };

  /** What is read as a document is all lines together. */
  #nextChunk: State = code => {
    const previous = this.#chunk;
    this.#chunk = this.effects.enter('chunkDocument', { contentType: 'document', ...(previous && { previous }) });
    if (previous) previous.next = this.#chunk;
    this.#isInChunk = true;
    return this.#content(code);
  };

  #content: State = code => {
    if (atLineEnd(code)) return this.#lineEnd(code);
    this.effects.consume(code);
    return this.#content;
  };

  #end: State = code => {
    if (this.#isInChunk) this.effects.exit('chunkDocument');
    this.effects.exit('boxed');
    return this.#ok(code);
  };
}

/** A body of lines that stand further in. Blank lines behind it are not of it. */
class IndentedBody extends Body {
  /** Up to this line it is known that the body goes on. */
  #known = 0;

  protected override goOn(more: State, end: State): State {
    return this.context.now().line < this.#known ? more : this.effects.check(this.#nextLine, more, end);
  }

  protected override lineStart(line: State): State {
    return factorySpace(this.effects, line, 'linePrefix', this.indent + bodyIndent + 1);
  }

  /** Looks for the next line that is not blank, and whether it is of the body. */
  readonly #nextLine: Construct = {
    partial: true,
    tokenize: (effects, ok, nok) => {
      const { context } = this;
      const lineEnd: State = code => {
        effects.enter('lineEnding');
        effects.consume(code);
        effects.exit('lineEnding');
        return lineStart;
      };
      const lineStart: State = code => (isLazy(context) ? nok(code) : factorySpace(effects, indented, 'linePrefix')(code));
      const indented: State = code => {
        if (code === null) return nok(code);
        if (markdownLineEnding(code)) return lineEnd(code);
        const [, token] = context.events.at(-1)!;
        const indent = token.type === 'linePrefix' ? context.sliceSerialize(token, true).length : 0;
        if (indent < this.indent + bodyIndent) return nok(code);
        this.#known = context.now().line;
        return ok(code);
      };
      return lineEnd;
    },
  };
}

/** A body up to a line of colons, or to the end of what it is in. */
class FencedBody extends Body {
  protected override goOn(more: State, end: State): State {
    return this.effects.check(unlazyLine, more, end);
  }

  protected override lineStart(line: State, end: State): State {
    const { effects, indent } = this;
    const content = indent === 0 ? line : factorySpace(effects, line, 'linePrefix', indent + 1);
    const closing = wholeLine(text => closes(text, this.opening!.colons));
    return effects.attempt(
      { partial: true, tokenize: (own, ok, nok) => factorySpace(own, own.attempt(closing, ok, nok), 'linePrefix', 4) },
      end,
      content,
    );
  }
}

const isLazy = ({ parser, now }: TokenizeContext): boolean => parser.lazy[now().line] === true;

const unlazyLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return code => {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return next => (isLazy(this) ? nok(next) : ok(next));
    };
  },
};

/** The rest of a line of which something is so. */
const wholeLine = (isSo: (line: string) => boolean): Construct => ({
  partial: true,
  tokenize(effects, ok, nok) {
    let line = '';
    const consume: State = code => {
      if (atLineEnd(code)) {
        effects.exit('boxedMark');
        return isSo(line) ? ok(code) : nok(code);
      }
      line += markdownSpace(code) ? ' ' : String.fromCharCode(code!);
      effects.consume(code);
      return consume;
    };
    return code => {
      if (atLineEnd(code)) return nok(code);
      effects.enter('boxedMark');
      return consume(code);
    };
  },
});
