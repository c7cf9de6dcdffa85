import { type Span, span } from '../model/text.ts';

/** The attributes that name a file to go to or to show. */
const references: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  area: ['href'],
  audio: ['src'],
  embed: ['src'],
  iframe: ['src'],
  img: ['src', 'srcset'],
  object: ['data'],
  source: ['src', 'srcset'],
  track: ['src'],
  video: ['src', 'poster'],
};

/** Where the addresses stand in the value of an attribute, both names in lower case. */
export function referencesIn(element: string, attribute: string, value: string): readonly Span[] {
  if (!Object.hasOwn(references, element) || !references[element]!.includes(attribute)) return [];
  return attribute === 'srcset' ? candidatesIn(value) : [span(0, value.length)];
}

/**
 * The addresses of `a.png 1x, b.png 2x`, as the HTML standard reads `srcset`: an address ends at a space, or at commas before one; what may follow it ends at a comma outside
 * parentheses.
 */
function candidatesIn(value: string): Span[] {
  const found: Span[] = [];
  const address = /[\s,]*(\S+)/y;
  for (let match = address.exec(value); match !== null; match = address.exec(value)) {
    const end = match.index + match[0].length;
    const written = match[1]!.replace(/,+$/, '');
    if (written !== '') found.push(span(end - match[1]!.length, end - match[1]!.length + written.length));
    if (written === match[1]) address.lastIndex = descriptorsEnd(value, end);
  }
  return found;
}

/** The comma outside parentheses that ends what follows an address, or the end. */
function descriptorsEnd(value: string, from: number): number {
  let isInside = false;
  for (let i = from; i < value.length; i++) {
    if (value[i] === '(') isInside = true;
    else if (value[i] === ')') isInside = false;
    else if (value[i] === ',' && !isInside) return i;
  }
  return value.length;
}
