import { parse } from 'acorn';

/**
 * Lets chunks take what they import from one another once, as values, wherever it can never be another value later. As CommonJS, each use of an import would be a call of a getter: reading calls millions of them.
 * Chunks need one another in no circle – each needs only such as more entry points have in common –, so that what is taken is there already.
 *
 * @param {Map<string, string>} modules The ES modules of one folder by name, with names that hide none of an outer scope: not minified.
 * @returns {Map<string, string>} The same modules, which need `require`.
 */
export function boundByValue(modules) {
  const parsed = new Map([...modules].map(([name, text]) => [name, parse(text, { ecmaVersion: 'latest', sourceType: 'module' })]));
  const constants = new Map([...parsed].map(([name, { body }]) => [name, constantExports(body)]));
  return new Map([...modules].map(([name, text]) => [name, withValues(text, parsed.get(name).body, constants)]));
}

/** How others call what a module exports and assigns once, where it is declared. */
function constantExports(body) {
  const assigned = new Set();
  for (const statement of body) addAssigned(statement, assigned);
  const imported = new Set(body.filter(isImport).flatMap(({ specifiers }) => specifiers.map(({ local }) => local.name)));
  return new Set(
    body
      .filter(({ type, source }) => type === 'ExportNamedDeclaration' && !source)
      .flatMap(({ specifiers }) => specifiers)
      .filter(({ local }) => !assigned.has(local.name) && !imported.has(local.name))
      .map(({ exported }) => exported.name),
  );
}

function withValues(text, body, constants) {
  let result = '';
  let end = 0;
  for (const statement of body.filter(isImport)) {
    const known = constants.get(statement.source.value.replace(/^\.\//, ''));
    if (known === undefined) continue;
    result += text.slice(end, statement.start) + taken(statement, known) + lines(text.slice(statement.start, statement.end));
    end = statement.end;
  }
  return result + text.slice(end);
}

/** What stands for an import of another chunk. Modules are read in the order of their imports also where some of these stay. */
function taken({ specifiers, source }, constants) {
  const isConstant = ({ type, imported }) => type === 'ImportSpecifier' && constants.has(imported.name);
  if (!specifiers.every(({ type }) => type === 'ImportSpecifier'))
    throw new Error(`Only names are imported from chunks, not all of ${source.raw}.`);
  const named = (some, as) => some.map(({ imported, local }) => `${imported.name}${as}${local.name}`).join(', ');
  const live = specifiers.filter(specifier => !isConstant(specifier));
  const values = specifiers.filter(isConstant);
  // Variables: a constant of the top level is asked at each use whether it is there already.
  return [
    live.length > 0 || values.length === 0 ? `import { ${named(live, ' as ')} } from ${source.raw};` : '',
    values.length > 0 ? `var { ${named(values, ': ')} } = require(${source.raw});` : '',
  ].join(' ');
}

/** As many ends of lines: source maps hold on. */
const lines = text => '\n'.repeat(text.split('\n').length - 1);

const isImport = ({ type }) => type === 'ImportDeclaration';

/** The names that something in a node assigns to, other than where it declares them. */
function addAssigned(node, names) {
  if (node.type === 'AssignmentExpression') addTargets(node.left, names);
  else if (node.type === 'UpdateExpression') addTargets(node.argument, names);
  else if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') addTargets(node.left, names);
  for (const value of Object.values(node))
    for (const child of [value].flat()) if (typeof child?.type === 'string') addAssigned(child, names);
}

function addTargets(pattern, names) {
  if (pattern === null) return;
  if (pattern.type === 'Identifier') names.add(pattern.name);
  else if (pattern.type === 'ArrayPattern') for (const element of pattern.elements) addTargets(element, names);
  else if (pattern.type === 'ObjectPattern')
    for (const property of pattern.properties) addTargets(property.value ?? property.argument, names);
  else if (pattern.type === 'AssignmentPattern') addTargets(pattern.left, names);
  else if (pattern.type === 'RestElement') addTargets(pattern.argument, names);
}
