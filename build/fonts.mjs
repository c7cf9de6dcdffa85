import { readFile } from 'node:fs/promises';
import svgpath from 'svgpath';

/** MathJax's glyphs with relative coordinates, which have fewer digits: a quarter of the package, and of every picture in a hover. */
export const shorterGlyphs = {
  name: 'shorter-glyphs',
  setup(build) {
    build.onLoad({ filter: /[\\/]mathjax-full[\\/]js[\\/]output[\\/]svg[\\/]fonts[\\/]tex[\\/][\w-]+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { contents: source.replace(/'(-?\d[^'\n]*)'/g, (_literal, outline) => `'${relative(outline)}'`) };
    });
  },
};

/** The same outline, to the digit. As MathJax keeps it: without the first `M` and the last `Z`. */
function relative(outline) {
  const path = `M${outline}Z`;
  const shorter = svgpath(path).rel().toString();
  const same = svgpath(shorter).abs().toString() === svgpath(path).abs().toString();
  return (same ? shorter : path).slice(1, -1);
}
