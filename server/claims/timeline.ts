import { type Claim, claimKey } from '../model/claims.ts';
import { remembering } from '../model/remembering.ts';
import { type ByChapter, byChapter, nearestFirst, once } from './groups.ts';
import { type ClaimProblem, type Situation, type Stated, shown } from './problem.ts';
import { keyOf } from './vocabulary.ts';

/** Under which dated events of the knowledge base are found that may be the same: those with the same numbers in their names. */
export const eventKey = (subject: string): string => `events\n${numbersOf(bare(subject))}`;

/** One event at two times that do not meet: class o of convergence.md §7. A bar that contains the day is no contradiction. */
export function timelineProblems({ chapter, statements, vocabulary }: Situation): ClaimProblem[] {
  const { schedule } = vocabulary.words;
  const found: ClaimProblem[] = [];
  const told = new Set<string>();
  for (const claim of chapter.claims) {
    if (claim.dates === undefined || claim.subject === null || claim.qualifier.role === 'history') continue;
    const isEvent = claim.metric === schedule.metric;
    const stated = statements.about(isEvent ? eventKey(claim.subject) : claimKey(claim.subject, claim.metric));
    const { apart, apartIn, withMany, first } = times(stated, vocabulary)(claim, isEvent);
    if (apart.length === 0 || told.has(claim.subject)) continue;
    // The time that fewer give is the one to look at; of two alike the later in the knowledge base.
    const own = apartIn.get(chapter.path) ?? [];
    if (
      withMany > apart.length ||
      (withMany === apart.length && first === chapter.path && !own.some(one => statements.placed(one).claim.span.start < claim.span.start))
    )
      continue;
    told.add(claim.subject);
    const related = nearestFirst(apart, own, chapter.path, 6);
    found.push({
      rule: 'convergence-timeline',
      class: 'o',
      severity: 'warning',
      span: claim.span,
      subject: claim.subject,
      metric: claim.metric,
      kind: 'other time',
      words: [claim.subject, shown(claim), shown(related[0]!.claim), apart.length],
      related,
      reference: related[0]!,
    });
  }
  return found;
}

/** Who gives an event another time, how many the same, and the first chapter of all these. */
interface Times {
  readonly apart: readonly Stated[];
  readonly apartIn: ByChapter;
  readonly withMany: number;
  readonly first: string;
}

/** What a list says of an event and its time; the same for all that give it that time. */
const times = once(stated => {
  const dated = stated.filter(({ claim }) => claim.dates !== undefined && claim.qualifier.role !== 'history');
  const subjects = new Set(dated.map(({ claim }) => claim.subject ?? ''));
  const known = new Map<string, Times>();
  const alike = new Map<string, readonly Stated[]>();
  const about = (subject: string, isEvent: boolean): readonly Stated[] => {
    if (!isEvent) return dated;
    const before = alike.get(subject);
    if (before !== undefined) return before;
    const same = new Set([...subjects].filter(other => sameEvent(subject, other)));
    const found = dated.filter(({ claim }) => same.has(claim.subject ?? ''));
    alike.set(subject, found);
    return found;
  };
  return (claim: Claim, isEvent: boolean): Times => {
    const name = `${claim.dates!.from} ${claim.dates!.to} ${claim.subject}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const others = about(claim.subject!, isEvent);
    const apart = others.filter(one => disjoint(claim, one.claim));
    // A bar of half a year supports every day in it, so it supports none.
    const longest = Math.max(100, days(claim));
    const with_ = others.filter(one => !disjoint(claim, one.claim) && days(one.claim) <= longest);
    const first = [apart[0]?.path, with_[0]?.path].filter(path => path !== undefined).sort()[0] ?? '';
    const answer = { apart, apartIn: byChapter(apart), withMany: with_.length, first };
    known.set(name, answer);
    return answer;
  };
});

const days = ({ dates }: Claim): number => (Date.parse(dates!.to) - Date.parse(dates!.from)) / 86_400_000;

const disjoint = (a: Claim, b: Claim): boolean => a.dates!.to < b.dates!.from || b.dates!.to < a.dates!.from;

/** Mostly the same characters, the same numbers: `市场格局3-5家`, `市场收敛至 3-5 家基础模型提供商`. */
function sameEvent(a: string, b: string): boolean {
  const [x, y] = [bare(a), bare(b)];
  if (phaseOf(a) !== phaseOf(b)) return false;
  if (x === y) return true;
  // Where one stands for the other in the same place, they are two: the east and the west abutment.
  if (x.length === y.length) return false;
  if (numbersOf(x) !== numbersOf(y) || x.length < 4 || y.length < 4) return false;
  const [small, large] = x.length <= y.length ? [x, y] : [y, x];
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));
  const inLarge = pairs(large);
  const inSmall = [...pairs(small)];
  const shared = inSmall.filter(pair => inLarge.has(pair)).length;
  const needed = /\d/.test(small) ? 0.55 : 0.75;
  return shared / inSmall.length >= needed;
}

/** `第二期`, `二期` and `phase 2` count as much as figures. */
const numbersOf = (name: string): string =>
  String(name.match(/\d+|第?[一二三四五六七八九十]+(?=[期批轮代版号座阶])/gu)?.map(one => one.replace('第', '')));

/** What may be dated of one thing, each at its time. That it is there, is completed or is expected is one and the same. */
const phases: readonly RegExp[] = [
  /启动|开始|开工|动工|开建|奠基|立项|招标|试点|筹备|申请|签约|\b(?:start\w*|begin\w*|began|kick-?off|commenc\w*|groundbreaking|draft\w*|appl(?:y|ied|ication)|plan(?:ned|ning))\b/iu,
  /退役|下线|停用|停产|废弃|关停|拆除|终止|\b(?:retire\w*|sunset\w*|deprecat\w*|decommission\w*|shut ?down|discontinu\w*|end of (?:life|support))\b/iu,
  /发布|上线|投运|投产|通车|开通|上市|\b(?:releas\w*|launch\w*|ship(?:s|ped|ping)?|opens?|opened|opening|go(?:es)? live|in service)\b/iu,
  /验收|评审|审批|批准|\b(?:approv\w*|accept\w*|review\w*|inspect\w*)\b/iu,
  /完成|竣工|完工|结束|封顶|合龙|交付|收尾|\b(?:finish\w*|complet\w*|ends?|ended|closed?|closing|deliver\w*|done)\b/iu,
];
const completed = 4;

const phaseOf = remembering(event => {
  const found = phases.findIndex(words => words.test(event));
  return String(found === completed ? -1 : found);
});

/** Without the words that say no more than that it happens. */
const bare = (subject: string): string => keyOf(subject).replace(/出现|成为|建立|收敛至|完成|预计|首次|将|的/gu, '');
