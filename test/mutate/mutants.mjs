// Small faults, as people make them, in sources: where they can be made, and the sources with those that are chosen built in, one of which is on at a time: that for which `__mutant(id)` is true.
import { SourceMap } from 'node:module';
import { parse } from 'acorn';
import * as esbuild from 'esbuild';

const swapped = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
};
const methods = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  toLowerCase: 'toUpperCase',
  find: 'findLast',
  findLast: 'find',
};
/** Calls that may be left out: what they are called on stands for them. */
const dispensable = new Set([
  'filter',
  'sort',
  'toSorted',
  'reverse',
  'trim',
  'trimEnd',
  'trimStart',
  'slice',
  'normalize',
  'toLowerCase',
  'concat',
]);

/** All mutants of a source of ours, in the order of the text: `{ file, line, kind, was, start, end, text, isBlock }`, the last four in the JavaScript `code`. */
export function mutantsOf(file, source) {
  const { code, map } = esbuild.transformSync(source, {
    loader: 'ts',
    target: 'node20',
    sourcemap: 'external',
    sourcefile: file,
    format: 'esm',
  });
  const sourceMap = new SourceMap(JSON.parse(map));
  const lineStarts = [0];
  for (let i = code.indexOf('\n'); i >= 0; i = code.indexOf('\n', i + 1)) lineStarts.push(i + 1);
  const found = [];
  const add = (node, kind, text, isBlock = false) => {
    let line = lineStarts.findLastIndex(start => start <= node.start);
    line = (sourceMap.findEntry(line, node.start - lineStarts[line]).originalLine ?? 0) + 1;
    found.push({ file, line, kind, was: code.slice(node.start, node.end), start: node.start, end: node.end, text, isBlock });
  };
  const cut = node => code.slice(node.start, node.end);
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), undefined, add, cut);
  return { code, mutants: found };
}

/** The source with some of its mutants, each by its `id`. */
export function withMutants(code, mutants) {
  const sorted = mutants.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const render = (from, to, within) => {
    let out = '';
    let at = from;
    for (let i = 0; i < within.length; ) {
      const { start, end } = within[i];
      let behind = i;
      while (behind < within.length && within[behind].start < end) behind++;
      const all = within.slice(i, behind);
      const here = all.filter(one => one.start === start && one.end === end);
      const inner = render(
        start,
        end,
        all.filter(one => !here.includes(one)),
      );
      out +=
        code.slice(at, start) +
        here.reduce(
          (text, { id, text: mutated, isBlock }) =>
            isBlock ? `{ if (!__mutant(${id})) ${text} }` : `(__mutant(${id}) ? (${mutated}) : ${text})`,
          here[0].isBlock ? inner : `(${inner})`,
        );
      at = end;
      i = behind;
    }
    return out + code.slice(at, to);
  };
  return render(0, code.length, sorted);
}

function visit(node, parent, add, cut) {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const one of node) visit(one, parent, add, cut);
    return;
  }
  if (typeof node.type !== 'string' || node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return;
  // So `undefined` is written by esbuild, and `void 1` says the same.
  if (node.type === 'UnaryExpression' && node.operator === 'void') return;
  mutate(node, parent, add, cut);
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type' || typeof value !== 'object' || value === null) continue;
    // Names of properties and of exports are no values, nor is what a message says: that it is there is another test's.
    if (
      (node.type === 'Property' || node.type === 'PropertyDefinition' || node.type === 'MethodDefinition') &&
      key === 'key' &&
      !node.computed
    )
      continue;
    if (node.type === 'ExportNamedDeclaration' && key !== 'declaration') continue;
    if (node.type === 'CallExpression' && key === 'arguments' && /^t$/.test(node.callee.name ?? '')) {
      visit(value.slice(1), node, add, cut);
      continue;
    }
    visit(value, node, add, cut);
  }
}

function mutate(node, parent, add, cut) {
  // Brackets around an operand are no part of it.
  const operand = one => (one.type === 'LogicalExpression' || one.type === 'BinaryExpression' ? `(${cut(one)})` : cut(one));
  const operands = operator => `${operand(node.left)} ${operator} ${operand(node.right)}`;
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      add(node.test, 'condition', 'true');
      add(node.test, 'condition', 'false');
      break;
    case 'WhileStatement':
    case 'ForStatement':
      if (node.test && cut(node.test) !== 'true') add(node.test, 'loop', 'false');
      break;
    case 'LogicalExpression':
    case 'BinaryExpression':
      for (const operator of swapped[node.operator] ?? [])
        if (!(operator === '-' && isText(node))) add(node, 'operator', operands(operator));
      break;
    case 'UnaryExpression':
      if (node.operator === '!' || node.operator === '-') add(node, 'operator', cut(node.argument));
      break;
    case 'UpdateExpression':
      add(
        node,
        'update',
        cut(node).replace(/\+\+|--/, operator => (operator === '++' ? '--' : '++')),
      );
      break;
    case 'AssignmentExpression':
      if (node.operator === '+=' || node.operator === '-=') add(node, 'update', operands(node.operator === '+=' ? '-=' : '+='));
      break;
    case 'Literal':
      literal(node, parent, add);
      break;
    case 'TemplateLiteral':
      if (parent?.type !== 'TaggedTemplateExpression' && node.quasis.some(({ value }) => value.raw !== '')) add(node, 'text', "''");
      break;
    case 'ArrayExpression':
      if (node.elements.length > 0 && parent?.type !== 'ForOfStatement') add(node, 'list', '[]');
      break;
    case 'BlockStatement':
      if (node.body.length > 0 && mayGo(node, parent)) add(node, 'block', '', true);
      break;
    case 'ArrowFunctionExpression':
      if (node.body.type !== 'BlockStatement' && !/^(undefined|void 0)$/.test(cut(node.body))) add(node.body, 'answer', 'undefined');
      break;
    case 'CallExpression':
      call(node, add, cut);
      break;
  }
}

function literal(node, parent, add) {
  if (typeof node.value === 'boolean') add(node, 'constant', String(!node.value));
  else if (typeof node.value === 'number') {
    add(node, 'constant', String(node.value + 1));
    if (Math.abs(node.value) > 1) add(node, 'constant', String(node.value * 10));
  } else if (typeof node.value === 'string' && parent?.type !== 'ExpressionStatement')
    add(node, 'text', node.value === '' ? "'mutant'" : "''");
}

function call(node, add, cut) {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional || node.optional) return;
  const { name } = callee.property;
  const rest = cut(node).slice(callee.property.end - node.start);
  if (Object.hasOwn(methods, name)) add(node, 'method', `${cut(callee.object)}.${methods[name]}${rest}`);
  if (dispensable.has(name) && callee.object.type !== 'Super') add(node, 'method', cut(callee.object));
}

/** Bodies of functions, ifs and loops; a `try` would only fail to be one. */
const mayGo = (node, parent) =>
  /^(?:Function|ArrowFunction|If|For|While)/.test(parent?.type ?? '') && !node.body.some(({ type }) => type === 'FunctionDeclaration');

/** Text is joined by `+`, and has no difference. */
const isText = ({ left, right }) => [left, right].some(({ type, value }) => type === 'TemplateLiteral' || typeof value === 'string');
