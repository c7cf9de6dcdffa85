/**
 * esbuild plugin: lets modules be read when one of their exports is first used – ours from a file of their own –, although they are imported as
 * any other and used without waiting. Dynamic imports cannot do that: they make everything wait that uses them.
 *
 * @param {{ from: string, module: RegExp, exports: string[] }[]} modules `from`: what is required then; a file has to be an entry point too.
 *   `module`: how it is imported by our sources. `exports`: functions, or `default` for an object.
 */
export const deferred = modules => ({
  name: 'deferred',
  setup(build) {
    build.onResolve({ filter: /./, namespace: 'deferred' }, ({ path }) => ({ path, external: true }));
    for (const { from, module, exports } of modules) {
      build.onResolve({ filter: module }, ({ kind, importer }) =>
        kind === 'entry-point' || /[\\/]node_modules[\\/]/.test(importer)
          ? undefined
          : { path: from, namespace: 'deferred', pluginData: exports },
      );
    }
    build.onLoad({ filter: /./, namespace: 'deferred' }, ({ path, pluginData }) => ({ contents: forwarding(path, pluginData) }));
  },
});

function forwarding(from, exports) {
  const one = name =>
    name === 'default'
      ? 'export default new Proxy({}, { get: (_target, name) => loaded().default[name] });'
      : `export const ${name} = (...args) => loaded().${name}(...args);`;
  return `let module; const loaded = () => (module ??= require('${from}'));\n${exports.map(one).join('\n')}`;
}

/**
 * esbuild plugin: modules of Node that the packages of the protocol require for what we never use (pipes, sockets, names for them, other programs), and which take milliseconds before `initialize` is answered,
 * are required when somebody does use them.
 */
export const builtinsAtUse = {
  name: 'builtins-at-use',
  setup(build) {
    build.onResolve({ filter: /^(net|child_process|crypto)$/ }, ({ path, importer }) =>
      /[\\/]vscode-(jsonrpc|languageserver)[\\/]lib[\\/]node[\\/]/.test(importer) ? { path, namespace: 'builtin' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_target, name) => require('node:${path}')[name] });`,
    }));
  },
};
