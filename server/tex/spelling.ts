import commands from './commands.json' with { type: 'json' };
import { katexOnly } from './dialects.ts';

/** What formulas are written with most, most of all first. */
const common =
  `frac text sum alpha beta theta sqrt left right cdot mathbb mathbf mathcal mathrm log int in infty partial leq geq le ge neq approx
  sigma pi lambda mu epsilon delta gamma eta phi rho tau omega times begin end hat bar vec tilde to max min lim exp sin cos tan ln prod nabla forall
  exists rightarrow Rightarrow leftarrow operatorname boldsymbol Delta Sigma Omega Phi Theta Gamma Psi ldots cdots dots quad qquad cup cap subset
  subseteq notin land lor neg iff mid equiv sim propto overline underline underbrace overbrace binom dfrac pm psi chi xi kappa zeta varphi varepsilon
  langle rangle lfloor rfloor lceil rceil vert Vert oplus otimes circ star emptyset varnothing ell displaystyle limits det dim sup inf arg deg gcd`
    .trim()
    .split(/\s+/);
const rank = new Map(common.map((name, i) => [name, i]));

/** The commands that every renderer knows and that were most likely meant by a name that nobody knows, likeliest first. */
export function likelyNames(name: string): string[] {
  const most = name.length <= 3 ? 1 : name.length <= 7 ? 2 : 3;
  const near = Object.keys(commands)
    .filter(other => Math.abs(other.length - name.length) <= most && !katexOnly.has(other))
    .map(other => ({ other, far: other.toLowerCase() === name.toLowerCase() ? 0.5 : slips(name, other) }));
  const least = Math.min(most, ...near.map(({ far }) => far));
  const isAlike = (other: string) => other[0]!.toLowerCase() === name[0]!.toLowerCase();
  return near
    .filter(({ far }) => far === least)
    .map(({ other }) => other)
    .sort((a, b) => Number(isAlike(b)) - Number(isAlike(a)) || rankOf(a) - rankOf(b))
    .slice(0, 3);
}

const rankOf = (name: string): number => rank.get(name) ?? common.length;

/** How many slips of the pen turn one name into the other: letters left out, added, mistaken for another, or two of them swapped. */
function slips(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, above] = [above, row];
  }
  return above[other.length]!;
}
