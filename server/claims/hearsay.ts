/** Words of a text, or above it, after which an equation need not hold for whole numbers as everybody counts them: other bases, remainders, bits, quotients cut off, other things that are called + or ×. */
const otherwise = new RegExp(
  [
    '[二八十]进位|进制|进数|补码|模运算|取模|求余|同余|剩余类|有限域|模\\s*[\\d$pnm]|布尔|逻辑(?:代数|运算|或|与|加|乘)|异或|按位|位运算|整除|整数(?:相)?除|取整|截断|舍去|进一法|去尾|时钟|钟面|置换|轮换|群论|热带|饱和|溢出|无符号|有符号',
    '\\b(?:binary|octal|hex(?:adecimal)?|modul(?:o|us|ar)|mod|congruen\\w*|boolean|bitwise|xor|clocks?|permutations?|finite field|saturat\\w*|tropical|integer division|integers?,|floor(?:s|ed)?|truncat\\w*|overflow\\w*|wrap(?:s|ped)? around|(?:un)?signed|u?int(?:8|16|32|64)|\\d+-bit)\\b',
    '\\bbase[- ](?:\\d|two|three|eight|sixteen)|\\brounds?(?:ed|ing)?[- ](?:up|down)|\\bGF\\s*\\(|\\\\[bp]?mod\\b|\\\\equiv|\\\\math(?:bb|bf)\\s*\\{?\\s*[ZF]',
  ].join('|'),
  'iu',
);

/** Whether a text counts otherwise than everybody does. */
export const countsOtherwise = (text: string): boolean => otherwise.test(text);

const supposing = /(?:若(?!干)|如果|假如|假设|假定|倘若|设想|除非|\b(?:if|suppose|assum\w*|unless|imagine)\b)[^，,；;则那]*$/iu;
const denied =
  /不是|并非|不等于|不成立|不正确|不应|而非|是否|能否|难道|误(?:写|算|作|以为|认为|记)|错(?:误(?![率数码类])|成|写|算)|谬|矛盾|反例|\b(?:not|never|wrong\w*|mistakes?|incorrect\w*|erroneous\w*|fallac\w*|false|whether|instead of|contradict\w*|nonsense)\b|n['’]t\b/iu;
const deniedBehind = /^[^。.\n]{0,24}?(?:不成立|不正确|是错|错误|矛盾|荒谬|\b(?:is|are)\s+(?:wrong|false|incorrect)|\bcontradict)/iu;

/** Whether what stands in a range of a text is supposed, denied or asked there, not said. */
export function isHearsay(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  const sentence = before.slice(Math.max(...['。', '！', '？', '\n', '. ', '? ', '! '].map(mark => before.lastIndexOf(mark))) + 1);
  const after = text.slice(end, end + 60);
  return supposing.test(sentence) || denied.test(sentence) || deniedBehind.test(after) || /^\s*\$*\s*(?:[?？]|吗)/u.test(after);
}
