import metrics from 'katex/src/fontMetricsData.js';
import accented from 'katex/src/unicodeSymbols.js';

/** What draws formulas, in KaTeX's sources. */
const drawing =
  /[\\/]katex[\\/]src[\\/](buildTree|buildHTML|buildMathML|buildCommon|delimiter|stretchy|svgGeometry|fontMetrics|domTree|mathMLTree|wide-character|Options|Style|spacingData)\.ts$/;

/** esbuild plugin: of KaTeX (`katex/katex.ts`) only what reads formulas, since nobody here draws with it. Half as much to ship, to load and to keep. */
export const katexParser = {
  name: 'katex-parser',
  setup(build) {
    build.onLoad({ filter: drawing }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
    // The macros for names such as \LaTeX look up how high a capital is.
    build.onLoad({ filter: /[\\/]katex[\\/]src[\\/]fontMetricsData\.js$/ }, () => ({
      contents: `export default ${JSON.stringify({ 'Main-Regular': { 65: metrics['Main-Regular'][65], 84: metrics['Main-Regular'][84] } })};`,
    }));
    // As in KaTeX's own distribution: worked out here, not at every start.
    build.onLoad({ filter: /[\\/]katex[\\/]src[\\/]unicodeSymbols\.js$/ }, () => ({
      contents: `export default ${JSON.stringify(accented)};`,
    }));
  },
};
