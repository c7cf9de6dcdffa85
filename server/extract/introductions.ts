import { matchesIn } from '../model/text.ts';

/** How Chinese and English running text says what a symbol means. General forms only: what stands around a formula, never which symbol it is. */

/** What follows a symbol that is being explained. */
export const explains =
  /^\s*\**\s*(?:[（(][^()（）]{1,30}[)）]\s*)?(?:[：:]|——?|–|[是为]|均?(?:表示|代表)|分别[是为]|指|记为|称为|is\b|are\b|denotes?\b|represents?\b|means?\b|stands? for\b|=\s*\p{L})/u;

/** `$f$ 是凸的`, `$X$ and $Y$ are independent`: a property, which does not say what it is. */
export const isProperty =
  /^\s*(?:is|are)\s+(?:not\b|[a-z-]+(?:ed|ent|ant|ous|ble|ive|ic|al|ex)\s*(?:[.,;]|$|(?:by|if|for|in|with|on|given|and|when)\b))|^\s*\**\s*(?:是|为)[^，。；,;\n]{1,20}的\s*(?:[（(][^（()）]*[)）])?\s*(?:[，。；,.;]|$)/u;

/** What stands before one, in running text. */
export const introduces =
  /(?:其中|这里|此处|式中|设|令|记|称|给定|假设|如果|若|当|where|with|let|and|if|denote by|given|[,，;；、（(和与及])[\s,，:：]*$/i;

/** `其中 $k = 3$`, `where $k \approx 3$`: even a value says here what is meant. */
export const isWhere = /(?:其中|式中|where)[\s,，:：]*$/i;

/** `若 $d = 3$`: a case, no meaning. */
export const conditions = /(?:若|如果|假如|当|满足|当且仅当|使得|if|when|iff|such that)[\s,，:：]*$/i;

/** `因此，$\Phi$ 是 …` says what follows. */
export const concludes = /(?:因此|所以|故|从而|则|于是|thus|hence|therefore|then)[，,\s]*$/i;

/** At the beginning of a sentence only these words explain: “$A$ 是 …” may be a statement about what is long known. */
export const explainsAtOnce = /^\s*(?:均?(?:表示|代表)|分别(?:是|为|表示)|是指|denotes?\b|represents?\b|stands? for\b)/u;

/** What joins symbols that are explained together: `$x$ 和 $y$ 分别表示 …`. */
export const joins = /^\s*(?:[,，、]|和|与|及|以及|, and|and)\s*$/;

/** `判定层级 $D_i$ 定义为 …`: what stands before it is its name, whatever noun that is. */
export const defines = /^\s*(?:被?定义为|是指|is defined|are defined)/;

/** `**VC维** $d$ 是 …` */
export const isTermBefore = /(?:\*\*|__)[^*_\n]{2,30}(?:\*\*|__)\s*$/;

/** `涌现机制($\mathcal{E}$)` */
export const isBracketed = (before: string, after: string): boolean => /[（(]\s*$/.test(before) && /^\s*[)）]/.test(after);

/** `时间复杂度为 $O(n^2)$`: a bound, whose sign is nobody's name. */
export const isBound = (before: string, source: string): boolean =>
  /(?:复杂度|开销|complexity)[^，。；,;$]{0,8}$/i.test(before) &&
  /^\$*\s*\\?(?:mathcal\{?|tilde\{?)?\s*(?:O|Theta|Omega)\}?\s*(?:\\left)?\(/.test(source);

/** `记作 $x$`, `denoted by $x$`: what it stands for has been said before. */
export const names = /(?:记为|记作|记成|写作|表示为|定义为|denoted?(?: by| as)?|called|written(?: as)?)\s*[：:]?\s*$/i;

/** `- 函数符号：$f_1, f_2$`: what the symbols behind the colon are called. */
export const announces = /(?:^|[。；;\n|])[\s*-]*(?:[\p{Script=Han}A-Za-z -]{2,12}|\*\*[^*\n]{2,60})\**\s*[：:]\**\s*$/u;

/** `设 $x \in X$`, `for all $x \in X$`: what kind of thing it is. */
export const types =
  /(?:其中|这里|设|令|假设|给定|对于?|任意|任何|所有|每个|存在|where|let|given|suppose|assume|for(?: all| any| every| each)?)\s*$/i;

/**
 * What a noun right before a symbol calls it: `对于系统 $S$` 系统, `给定损失函数 $L$`, `for a system $S$`; also without such a word where the noun stands
 * alone at the beginning of a clause and names a quantity (`- 学习率 $\eta$`). Answers the noun, and whether it was introduced.
 */
export function nounBefore(before: string, isNamed = false): { readonly noun: string; readonly isIntroduced: boolean } | undefined {
  // What stands inside a formula ends no clause.
  const outside = before.includes('$') ? before.replace(/\$[^$]*\$/g, formula => `$${'x'.repeat(formula.length - 2)}$`) : before;
  const clause = outside.slice((matchesIn(outside, clauseEnd).at(-1)?.index ?? -1) + 1);
  // 对于图灵机 $M$ 和输入 $w$
  const rest = /^(.*)\$[^$]*\$\s*(?:和|与|及|以及|and)\s*([^$]*)$/s.exec(clause);
  const introduced = introduction.exec(rest?.[1] ?? clause);
  const open = rest?.[2] ?? clause.slice(introduced?.[0].length ?? 0);
  // 从 $X$ 到输出空间 $Y$
  const last = introduced === null && rest === null ? open.replace(/^.*\$\s*(?:[到在以和与及的是为]|属于|表示|代表)?/s, '') : open;
  // 学习率为 $\eta$
  const is = /[为是][：:]?\s*$/.exec(last);
  const noun = last.slice(0, is?.index).replace(quantity, '').trim();
  if (noun === '' || notNoun.test(noun)) return undefined;
  const isIntroduced = introduced !== null;
  return isName(noun, isIntroduced, isNamed) ? { noun, isIntroduced } : undefined;
}

/** Whether words may be what a symbol is called; those that have not been introduced may be anything else. */
function isName(words: string, isIntroduced: boolean, isNamed: boolean): boolean {
  if (isIntroduced) return isNoun.test(words) || quantityNoun.test(words);
  return (isNamed ? isNoun : quantityNoun).test(words) && !verb.test(words);
}

const clauseEnd = /[，,。；;（()）、\n|*]|[：:](?=.)|\.\s/g;
const introduction =
  /^.*?(?:设|令|对于|对(?![象应齐比抗话称])|给定|假设|考虑|已知|定义|若|如果|存在|(?<![A-Za-z])(?:[Ff]or|[Gg]iven|[Ll]et|[Cc]onsider|[Ss]uppose|[Aa]ssume)(?![A-Za-z]))\s*/;
const quantity =
  /^\s*(?:(?:其中|当(?!前)|通过|利用|使用|采用|根据|基于|任意|任何|所有|每一?[个棵层步次条项]?|某个?|一个|一组|两个|多个|固定的?|未知的?|给定的?|(?:an?|the|any|every|each|all|some|two|fixed)(?= ))\s*)+/;
/** Not a thing but a place in a row, a relation or the rest of a verb. */
const notNoun = /(?:第|前|后|有|使得?|满足|是|为|在|从|到|由|与|和|或|的|于|则|即|都|中|上|下|内|且|把|将|用|当|取|[0-9])$/;
const isNoun = /^(?:[\p{L}][\p{Script=Han}A-Za-z0-9/-]{1,15}|[A-Za-z-]+(?: [A-Za-z-]+){0,3})$/u;
/** Chinese nouns of quantities and mathematical things, by how they end. */
const quantityNoun =
  /^[\p{Script=Han}A-Za-z-]{0,8}(?:率|数|量|度|值|系数|参数|集|集合|矩阵|向量|张量|函数|空间|分布|概率|模型|网络|状态|动作|策略|权重|误差|损失|系统|算法|映射|算子|序列|变量|阈值|常量|步长|长度|维度|节点|样本|输入|输出|标签|点|域|图|树|层|核|群|流形|事件|假设|公式|命题|类|类别|任务|对象|机|项|词|位置|时刻|行动|行为|时间|距离|方向|熵|容量|规模|智能体|操作|机制|过程|方案|能力|上下文)$/u;
const verb =
  /^(?:求|取|计算|更新|优化|选择|最[大小]化|证明|得到?|使|用|将|把|因此|所以|由于|其中|根据|通过|利用|当|则|即|有|满足|增加|减少|降低|提高)/;

/** The first words of what follows a symbol that is explained, by which two explanations are compared. */
export const wordsOf = (behind: string): string =>
  behind
    // What is said of those that it is joined with, is said of it.
    .replace(/^(?:\s*(?:[,，、]|和|与|及|以及|and)\s*\$[^$]*\$)+/, '')
    .replace(/\$[^$]*\$/g, '')
    .replace(
      /^[\s*_]*(?:[：:=|]|——?|–)?[\s*_|]*(?:均|分别)?(?:[是为]|表示|代表|指|is\b|are\b|denotes?\b|represents?\b)?\s*(?:an?\b|the\b)?\s*/,
      '',
    )
    .replace(/[\s*_]*[，。；,;.（(/|\n][\s\S]*$/, '')
    .trim()
    .slice(0, 24);
