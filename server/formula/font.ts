import { MathJaxMhchemFontExtension } from '@mathjax/mathjax-mhchem-font-extension/js/svg.js';
import { MathJaxTexFont } from '@mathjax/mathjax-tex-font/js/svg.js';

/** TeX's own font, as VS Code's preview and GitHub draw formulas with it, and the arrows of chemistry. */
export function font(): MathJaxTexFont {
  const font = new MathJaxTexFont();
  font.addExtension(MathJaxMhchemFontExtension);
  // The font has no `⏜`, `⏝` and `⊧`, which MathJax asks for; MathJax 3 drew them so.
  for (const [missing, like] of [
    [0x23dc, 0x2322],
    [0x23dd, 0x2323],
    [0x22a7, 0x22a8],
  ] as const)
    font.defineChars('normal', { [missing]: font.getChar('normal', like)! });
  return font;
}
