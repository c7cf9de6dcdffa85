import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultVocabulary } from '../../server/claims/vocabulary.ts';
import { extract } from '../../server/extract/extract.ts';
import { IncrementalExtraction } from '../../server/extract/incrementalExtraction.ts';
import { formulasIn, sourceOf } from '../../server/model/formula.ts';
import { allParts } from '../../server/model/parts.ts';
import { type Dialect, gitHubDialect } from '../../server/model/site.ts';
import type { Span } from '../../server/model/text.ts';

const forms = ['admonition', 'details', 'tab', 'colons'] as const;
const dialect: Dialect = { ...gitHubDialect, containers: forms };

/** What a chapter says, each as it is written at its place. */
function factsOf(text: string, of: Dialect = dialect) {
  const facts = extract(text, allParts, defaultVocabulary(), of);
  const at = ({ start, end }: Span) => text.slice(start, end);
  return {
    links: facts.links.map(({ target }) => at(target)),
    headings: facts.headings.map(({ content, anchor }) => `${at(content)} #${anchor}`),
    definitions: facts.definitions.map(({ labelSpan, target }) => `${at(labelSpan)} ${at(target)}`),
    footnotes: facts.footnotes.map(({ span }) => at(span)),
    formulas: [...formulasIn(facts.formulas.packed)].map(formula => sourceOf(formula, text).source),
    looseHeadings: facts.looseHeadings.map(({ span }) => at(span)),
  };
}

const body = '## In it\n\nA [link](to.md) and $x_1$, [^n] and [r].\n\n- $$y$$\n\n[r]: <of it>\n\n[^n]: $z$\n\n##loose heading\n';
const inBody = {
  links: ['to.md', 'r'],
  headings: ['In it #in-it'],
  definitions: ['r of it'],
  footnotes: ['[^n]', 'n'],
  formulas: ['x_1', 'y', 'z'],
  looseHeadings: ['##loose heading'],
};

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

const around: readonly (readonly [name: string, (text: string) => string])[] = [
  ['an admonition', text => `Before.\n\n!!! note "Title"\n${indented(text, 4)}\nBehind.\n`],
  ['an admonition in a list', text => `- a\n\n    ??? note\n${indented(text, 8)}\n- b\n`],
  ['a tab', text => `=== "A"\n\n${indented(text, 4)}\n=== "B"\n    b\n`],
  ['a fence of colons', text => `::: tip Title\n${text}:::\n`],
  ['a fence of colons in a list', text => `1. a\n   ::: tip\n${indented(text, 3)}   :::\n2. b\n`],
  ['one in another', text => `:::: a\n!!! b\n${indented(text, 4)}\n::::\n`],
];

for (const [name, inside] of around)
  test(`what stands in ${name} is read where it stands`, () => {
    assert.deepEqual(factsOf(inside(body)), inBody);
    assert.deepEqual(factsOf(inside(body).replaceAll('\n', '\r\n')), inBody);
  });

test('titles hold links and formulas', () => {
  const { links, formulas } = factsOf('!!! note "[a](b) $x$"\n    c\n\n::: tip [d](e)\n$y$\n:::\n');
  assert.deepEqual(
    [links, formulas],
    [
      ['b', 'e'],
      ['x', 'y'],
    ],
  );
});

test('on GitHub the body of an admonition is code', () => {
  assert.deepEqual(factsOf(`!!! note\n\n${indented(body, 4)}`, gitHubDialect).links, []);
});

test('an edit in a body says what reading anew says', () => {
  const text = `# A\n\n!!! note\n${indented(body, 4)}\n[r]\n`;
  const before = new IncrementalExtraction(text, defaultVocabulary(), undefined, dialect);
  before.facts;
  for (const edited of [text.replace('to.md', 'other.md'), text.replace('!!! note', '!! note'), text.replace('    [r]: <of it>\n', '')]) {
    const again = new IncrementalExtraction(edited, defaultVocabulary(), before, dialect);
    const { links, headings, definitions } = again.facts;
    const anew = extract(edited, allParts, defaultVocabulary(), dialect);
    assert.deepEqual({ links, headings, definitions }, { links: anew.links, headings: anew.headings, definitions: anew.definitions });
  }
});
