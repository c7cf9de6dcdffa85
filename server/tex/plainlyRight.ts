const words = [
  'alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|varphi|chi|psi|omega',
  'Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega|infty|emptyset|ell|partial|nabla|forall|exists|neg|circ|ast|star',
  'cdot|times|pm|oplus|otimes|leq?|geq?|neq?|approx|equiv|sim|propto|in|notin|subset|subseteq|cup|cap|mid|parallel|perp|vdash|models',
  'to|rightarrow|leftarrow|Rightarrow|Leftrightarrow|leftrightarrow|mapsto|implies|iff|land|lor|wedge|vee|sum|prod|int',
  'log|ln|exp|sin|cos|tan|min|max|arg|lim|ldots|cdots|dots|quad|qquad|langle|rangle',
].join('|');
const command = `\\\\(?:${words})(?![A-Za-z])`;
const group = '\\\\(?:math(?:bb|cal|bf|rm|it|sf|frak)|text(?:bf|it|rm)?)\\{[A-Za-z0-9 ,.:-]*\\}';
const atom = `(?:[A-Za-z0-9]|${command}|${group})`;
const script = `(?:[A-Za-z0-9]|\\{(?:[A-Za-z0-9+\\-=,.()<>/:;!| ]|${command}|${group})*\\})`;
const token = `(?:${atom}(?:_${script}(?:\\^${script})?|\\^${script}(?:_${script})?)?|[ +\\-=(),.<>/:;!|\\[\\]*?]|\\\\[,;!: ])`;
const plain = new RegExp(`^(?:${token})*$`);

/**
 * True for formulas of the simplest kind – letters, numbers, signs, well-known commands without arguments, each with one subscript and superscript at the most –
 * which every renderer typesets, so that nobody needs to ask one. More than half of what people write is of this kind.
 */
export const isPlainlyRight = (source: string): boolean => source.length <= 200 && plain.test(source);
