/**
 * esbuild plugin: gives modules a file of their own that is read when one of their exports is first used, although they are imported as
 * any other and used without waiting. Dynamic imports cannot do that: they make everything wait that uses them.
 *
 * @param {{ name: string, module: RegExp, exports: string[] }[]} modules `name`: of the file, which has to be an entry point too.
 *   `module`: how it is imported by our sources. `exports`: functions, or `default` for an object.
 */
export const deferred = modules => ({
  name: 'deferred',
  setup(build) {
    for (const { name, module, exports } of modules) {
      build.onResolve({ filter: module }, ({ kind, importer }) =>
        kind === 'entry-point' || /[\\/]node_modules[\\/]/.test(importer)
          ? undefined
          : { path: name, namespace: 'deferred', pluginData: exports },
      );
    }
    build.onLoad({ filter: /./, namespace: 'deferred' }, ({ path, pluginData }) => ({ contents: forwarding(path, pluginData) }));
    build.onResolve({ filter: /^\./, namespace: 'deferred' }, ({ path }) => ({ path, external: true }));
  },
});

function forwarding(name, exports) {
  const one = name =>
    name === 'default'
      ? 'export default new Proxy({}, { get: (_target, name) => loaded().default[name] });'
      : `export const ${name} = (...args) => loaded().${name}(...args);`;
  return `let module; const loaded = () => (module ??= require('./${name}.js'));\n${exports.map(one).join('\n')}`;
}
