import type { CompileContext, Extension as MdastExtension, Token } from 'mdast-util-from-markdown';
import { markdownLineEnding, markdownSpace } from 'micromark-util-character';
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types';
import type { InlineMath, Math as MathNode } from './nodes.ts';

/*
 * Formulas by the rules of VS Code's preview (@vscode/markdown-it-katex), as constructs of micromark: nothing inside a formula is a link,
 * an emphasis or a heading, and a dollar inside code is code.
 *
 * `$…$`    opens where no letter, digit, `_`, `$` or `\` stands before it; the next dollar that is not escaped must close it: no letter,
 *          digit, `_` or `$` may stand behind it. (So `$800万→$3` is money.)
 * `$$…$$`  inside a paragraph likewise, but only `$` and `\` before it and `$` behind it matter.
 * block    `$$…$$` alone on a line, or a line that begins with `$$` and has no second `$$`, up to the first line with `$$` in it.
 *
 * Where the preview errs, the reading of GitHub is taken: `$$a$$ and text` is a formula in a paragraph; the preview takes it for the
 * opening of a block, up to the next `$$` anywhere below. And a line that has left the list or quote ends the block, as it ends a fence.
 */

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    mathFlow: 'mathFlow';
    mathFlowFence: 'mathFlowFence';
    mathFlowText: 'mathFlowText';
    mathText: 'mathText';
    mathTextLine: 'mathTextLine';
  }
}

const DOLLAR = 36;
const BACKSLASH = 92;

export const mathSyntax: Extension = {
  flow: { [DOLLAR]: { name: 'mathFlow', concrete: true, tokenize: tokenizeBlock } },
  text: { [DOLLAR]: { name: 'mathText', tokenize: tokenizeText, previous: code => code !== DOLLAR && code !== BACKSLASH } },
};

export const mathFromMarkdown: MdastExtension = {
  enter: {
    mathFlow(token) {
      this.enter({ type: 'math', value: '', data: { content: { start: 0, end: 0 } } }, token);
    },
    mathText: enterText,
  },
  exit: {
    mathFlowFence(token) {
      const node = this.stack[this.stack.length - 1] as MathNode;
      // The first fence opens, the second closes.
      if (node.data.content.start === 0) node.data.content.start = token.end.offset;
      else node.data.content.end = token.start.offset;
    },
    mathFlow(token) {
      const node = this.stack[this.stack.length - 1] as MathNode;
      const { content } = node.data;
      if (content.end === 0) content.end = token.end.offset;
      // What follows the content on its last line has no line ending in it: counted from the end, container prefixes do not matter.
      node.value = this.sliceSerialize(token).slice(2, content.end - token.end.offset || undefined);
      this.exit(token);
    },
    mathText(token) {
      this.exit(token);
    },
  },
};

function enterText(this: CompileContext, token: Token): undefined {
  const source = this.sliceSerialize(token);
  let size = source.charCodeAt(1) === DOLLAR ? 2 : 1;
  const type = size === 2 ? 'math' : 'inlineMath';
  // $`x`$, a formula that other tools take for code.
  if (size === 1 && source.length > 4 && source.charAt(1) === '`' && source.charAt(source.length - 2) === '`') size = 2;
  const content = { start: token.start.offset + size, end: token.end.offset - size };
  this.enter({ type, value: source.slice(size, -size), data: { content } } as InlineMath | MathNode, token);
}

function tokenizeText(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const self = this;
  const before = this.previous;
  let size = 1;
  let escaped = false;
  let previous: Code = DOLLAR;

  return start;

  function start(code: Code): State {
    effects.enter('mathText');
    effects.enter('mathTextLine');
    effects.consume(code);
    return opening;
  }

  function opening(code: Code): State | undefined {
    if (code === DOLLAR) {
      effects.consume(code);
      size = 2;
      return opened;
    }
    return isWord(before) || followsTag(self) ? nok(code) : content(code);
  }

  function opened(code: Code): State | undefined {
    return code === DOLLAR ? nok(code) : content(code);
  }

  function content(code: Code): State | undefined {
    if (code === null) return nok(code);
    if (markdownLineEnding(code)) {
      effects.exit('mathTextLine');
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      escaped = false;
      previous = code;
      return lineStart;
    }
    effects.consume(code);
    if (code === DOLLAR && !escaped) return size === 1 ? closed : secondDollar;
    // An escaped `$$` is passed over as one.
    if (code === DOLLAR && size === 2) return afterEscapedDollar;
    escaped = code === BACKSLASH && !escaped;
    previous = code;
    return content;
  }

  function lineStart(code: Code): State | undefined {
    if (code === null) return nok(code);
    effects.enter('mathTextLine');
    return content(code);
  }

  function secondDollar(code: Code): State | undefined {
    if (code !== DOLLAR) {
      previous = DOLLAR;
      return content(code);
    }
    if (previous === DOLLAR || previous === BACKSLASH) return nok(code);
    effects.consume(code);
    return closed;
  }

  function afterEscapedDollar(code: Code): State | undefined {
    escaped = false;
    previous = DOLLAR;
    if (code !== DOLLAR) return content(code);
    effects.consume(code);
    return content;
  }

  function closed(code: Code): State | undefined {
    if (code === DOLLAR || (size === 1 && isWord(code))) return nok(code);
    effects.exit('mathTextLine');
    effects.exit('mathText');
    return ok(code);
  }
}

const isWord = (code: Code): boolean =>
  code !== null && ((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122));

/** How far a text was looked through for a tag, and what was found: a paragraph may have thousands of dollars. */
const looked = new WeakMap<TokenizeContext, { readonly count: number; readonly last: Token | undefined; readonly follows: boolean }>();

/** The preview reads no `$…$` when the last thing but plain text before it is an HTML tag such as `<sub>` (but not `<b>` or `<br/>`). */
function followsTag(context: TokenizeContext): boolean {
  const { events } = context;
  const before = looked.get(context);
  const isKnown = before !== undefined && before.count <= events.length && before.last === events[before.count - 1]?.[1];
  const least = isKnown ? before.count : 0;
  let follows = isKnown && before.follows;
  for (let i = events.length - 1; i >= least; i--) {
    const [, token] = events[i]!;
    if (token.type === 'data' || token.type === 'mathText' || token.type === 'mathTextLine') continue;
    follows = token.type === 'htmlText' && /^<\w+.+[^/]>$/.test(context.sliceSerialize(token));
    break;
  }
  looked.set(context, { count: events.length, last: events.at(-1)?.[1], follows });
  return follows;
}

function tokenizeBlock(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const self = this;
  let opening = true;
  let closing = false;

  return start;

  function start(code: Code): State {
    effects.enter('mathFlow');
    effects.enter('mathFlowFence');
    effects.consume(code);
    return second;
  }

  function second(code: Code): State | undefined {
    if (code !== DOLLAR) return nok(code);
    effects.consume(code);
    effects.exit('mathFlowFence');
    return firstLine;
  }

  function firstLine(code: Code): State | undefined {
    if (code === DOLLAR) return effects.attempt(fence, afterFence, text)(code);
    return atLineEnd(code) ? lineEnd(code) : text(code);
  }

  // `$$…$$`: alone on its line, or else a formula in a paragraph.
  function afterFence(code: Code): State | undefined {
    closing = true;
    if (atLineEnd(code)) return lineEnd(code);
    return markdownSpace(code) ? text(code) : nok(code);
  }

  function text(code: Code): State {
    effects.enter('mathFlowText');
    effects.consume(code);
    return textContinued;
  }

  function textContinued(code: Code): State | undefined {
    if (!atLineEnd(code) && (closing ? !opening || markdownSpace(code) : code !== DOLLAR)) {
      effects.consume(code);
      return textContinued;
    }
    effects.exit('mathFlowText');
    if (!opening) return line(code);
    return closing ? afterFence(code) : firstLine(code);
  }

  function lineEnd(code: Code): State | undefined {
    if (opening && self.interrupt) return ok(code);
    opening = false;
    return code === null || closing ? done(code) : effects.attempt(nextLine, line, done)(code);
  }

  function line(code: Code): State | undefined {
    if (atLineEnd(code)) return lineEnd(code);
    return code === DOLLAR && !closing ? effects.attempt(fence, closed, text)(code) : text(code);
  }

  function closed(code: Code): State | undefined {
    closing = true;
    return line(code);
  }

  function done(code: Code): State | undefined {
    effects.exit('mathFlow');
    return ok(code);
  }
}

const atLineEnd = (code: Code): boolean => code === null || markdownLineEnding(code);

const fence: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return code => {
      effects.enter('mathFlowFence');
      effects.consume(code);
      return second => {
        if (second !== DOLLAR) return nok(second);
        effects.consume(second);
        effects.exit('mathFlowFence');
        return ok;
      };
    };
  },
};

const nextLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return code => {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return next => (this.parser.lazy[this.now().line] ? nok(next) : ok(next));
    };
  },
};
