import { t } from '@vscode/l10n';
import { isPoint } from '../../language/interval.ts';
import type { Claim } from '../../model/claims.ts';
import { groupedBy } from '../../model/grouping.ts';
import type { Steps } from '../../model/steps.ts';
import {
  type ClaimProblem,
  type ContradictionClass,
  isCurrent,
  isSuperlative,
  isValue,
  ofEach,
  problemAt,
  type Situation,
  shown,
} from '../problem.ts';

/** `最高级别的收敛` of one subject while another has more. */
export const superlatives: ContradictionClass = { letters: ['d'], find: exceeded };

function* exceeded({ chapter, vocabulary }: Situation): Steps<ClaimProblem[]> {
  const { graded, levels } = vocabulary;
  const claims = graded === undefined ? [] : chapter.claims.filter(claim => isSuperlative(claim, vocabulary));
  if (claims.length === 0) return [];
  const current = chapter.claims.filter(
    other =>
      other.metric === graded!.name &&
      isValue(other) &&
      isCurrent(other) &&
      other.range !== undefined &&
      isPoint(other.range) &&
      !levels.some(({ label }) => label === other.subject),
  );
  const bySubject = groupedBy(current, ({ subject }) => subject);
  const compared = new Heights(current.filter(({ construct }) => construct === 'matrix'));
  return yield* ofEach(claims, claim => {
    const own = bySubject.get(claim.subject)?.[0];
    const higher = own === undefined ? [] : compared.above(own.range!.low + 0.005, claim.subject);
    if (own === undefined || higher.length === 0) return [];
    const [subject, word, above] = [claim.subject ?? '', claim.word!, higher[0]!];
    const message = (): string =>
      t('{0} is called “{1}” with {2}, but {3} has {4}.', subject, word, shown(own), above.subject ?? '', shown(above));
    const related = [own, ...higher].slice(0, 5).map(other => ({ path: chapter.path, claim: other }));
    return [problemAt(claim, { class: 'd', severity: 'warning', message, related })];
  });
}

/** Values by how high they are. */
class Heights {
  /** From the highest down: what is at least so high, and the first few of these in the text, of one subject not more than are asked for. */
  readonly #from: { readonly low: number; readonly first: readonly { readonly claim: Claim; readonly at: number }[] }[] = [];

  constructor(values: readonly Claim[]) {
    const falling = values.map((claim, at) => ({ claim, at })).sort((a, b) => b.claim.range!.low - a.claim.range!.low);
    let first: { claim: Claim; at: number }[] = [];
    for (const one of falling) {
      const place = first.findLastIndex(other => other.at < one.at) + 1;
      first = [...first.slice(0, place), one, ...first.slice(place)];
      const own = first.filter(other => other.claim.subject === one.claim.subject);
      if (own.length > mostHigher) first.splice(first.indexOf(own.at(-1)!), 1);
      // Without any one subject, enough are left.
      first.length = Math.min(first.length, 2 * mostHigher);
      this.#from.push({ low: one.claim.range!.low, first });
    }
  }

  /** The first few in the text that are higher, but for those of one subject. */
  above(height: number, subject: string | null): readonly Claim[] {
    let [low, high] = [0, this.#from.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#from[middle]!.low > height) low = middle + 1;
      else high = middle;
    }
    const first = this.#from[low - 1]?.first ?? [];
    return first.flatMap(({ claim }) => (claim.subject === subject ? [] : claim)).slice(0, mostHigher);
  }
}

const mostHigher = 4;
