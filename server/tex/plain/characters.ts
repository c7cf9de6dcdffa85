/** What a character of plain text is in TeX. */
export const letters: Readonly<Record<string, string>> = {
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  δ: '\\delta',
  ε: '\\varepsilon',
  ϵ: '\\epsilon',
  ζ: '\\zeta',
  η: '\\eta',
  θ: '\\theta',
  ϑ: '\\vartheta',
  ι: '\\iota',
  κ: '\\kappa',
  λ: '\\lambda',
  μ: '\\mu',
  µ: '\\mu',
  ν: '\\nu',
  ξ: '\\xi',
  π: '\\pi',
  ρ: '\\rho',
  σ: '\\sigma',
  ς: '\\varsigma',
  τ: '\\tau',
  υ: '\\upsilon',
  φ: '\\varphi',
  ϕ: '\\phi',
  χ: '\\chi',
  ψ: '\\psi',
  ω: '\\omega',
  Γ: '\\Gamma',
  Δ: '\\Delta',
  Θ: '\\Theta',
  Λ: '\\Lambda',
  Ξ: '\\Xi',
  Π: '\\Pi',
  Σ: '\\Sigma',
  Υ: '\\Upsilon',
  Φ: '\\Phi',
  Ψ: '\\Psi',
  Ω: '\\Omega',
  ℓ: '\\ell',
  ℏ: '\\hbar',
  ℝ: '\\mathbb{R}',
  ℕ: '\\mathbb{N}',
  ℤ: '\\mathbb{Z}',
  ℚ: '\\mathbb{Q}',
  ℂ: '\\mathbb{C}',
  𝔼: '\\mathbb{E}',
  ℒ: '\\mathcal{L}',
  ℋ: '\\mathcal{H}',
  '∞': '\\infty',
  '∅': '\\varnothing',
  '⊤': '\\top',
  '⊥': '\\bot',
  '…': '\\ldots',
  '⋯': '\\cdots',
};

/** Signs before what they act on. */
export const prefixes: Readonly<Record<string, string>> = {
  '∂': '\\partial',
  '∇': '\\nabla',
  '∀': '\\forall',
  '∃': '\\exists',
  '¬': '\\neg',
  Δ: '\\Delta',
};

/** Large operators, which take limits and what follows. */
export const large: Readonly<Record<string, string>> = {
  '∑': '\\sum',
  Σ: '\\sum',
  '∏': '\\prod',
  Π: '\\prod',
  '∫': '\\int',
  '∮': '\\oint',
  '⋃': '\\bigcup',
  '⋂': '\\bigcap',
};

export const relations: Readonly<Record<string, string>> = {
  '=': '=',
  '≈': '\\approx',
  '∝': '\\propto',
  '≤': '\\le',
  '≥': '\\ge',
  '<': '<',
  '>': '>',
  '≠': '\\ne',
  '≡': '\\equiv',
  '∈': '\\in',
  '∉': '\\notin',
  '⊂': '\\subset',
  '⊆': '\\subseteq',
  '→': '\\to',
  '⇒': '\\Rightarrow',
  '⟹': '\\implies',
  '⇔': '\\Leftrightarrow',
  '⟺': '\\iff',
  '↔': '\\leftrightarrow',
  '≜': '\\triangleq',
  '∼': '\\sim',
  '~': '\\sim',
  '⊢': '\\vdash',
  '⊨': '\\models',
  '≪': '\\ll',
  '≫': '\\gg',
  '≃': '\\simeq',
  '≅': '\\cong',
  ':=': ':=',
  '<=': '\\le',
  '>=': '\\ge',
  '!=': '\\ne',
  '->': '\\to',
  '=>': '\\Rightarrow',
  '+=': '\\mathrel{+}=',
  '↦': '\\mapsto',
  '←': '\\gets',
  '<-': '\\gets',
};

export const operators: Readonly<Record<string, string>> = {
  '+': '+',
  '-': '-',
  '−': '-',
  '–': '-',
  '±': '\\pm',
  '∓': '\\mp',
  '×': '\\times',
  '÷': '\\div',
  '·': '\\cdot',
  '⋅': '\\cdot',
  '∙': '\\cdot',
  '*': '\\cdot',
  '∘': '\\circ',
  '⊙': '\\odot',
  '⊗': '\\otimes',
  '⊕': '\\oplus',
  '∪': '\\cup',
  '∩': '\\cap',
  '∧': '\\land',
  '∨': '\\lor',
  '∖': '\\setminus',
};

const digits = '0123456789+-=()';
export const subscripts = mapping('₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ', `${digits}aeoxhklmnpstijruv`);
export const superscripts = mapping('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵏᵗˣᵃᵇᵈᵐᵖ', `${digits}niTktxabdmp`);

/** Accents that follow their letter. */
export const accents: Readonly<Record<string, string>> = {
  '\u0302': '\\hat',
  '\u0303': '\\tilde',
  '\u0304': '\\bar',
  '\u0305': '\\bar',
  '\u0307': '\\dot',
  '\u0308': '\\ddot',
  '\u20d7': '\\vec',
  '\u030c': '\\check',
  '\u0306': '\\breve',
};

/** Words that are functions in TeX too. */
export const functions: ReadonlySet<string> = new Set(
  'log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan max min sup inf lim det dim ker gcd arg Pr deg'.split(' '),
);

/** Functions that take what they range over below them. */
export const ranging: Readonly<Record<string, string>> = { argmax: '\\operatorname*{arg\\,max}', argmin: '\\operatorname*{arg\\,min}' };

/** Words that end a formula. */
export const prose: ReadonlySet<string> = new Set(
  'a an and are as at be by for from if in is it of on or otherwise per so subject than that the then to when where with'.split(' '),
);

function mapping(from: string, to: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...from].map((character, i) => [character, to[i]!]));
}
