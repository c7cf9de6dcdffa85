import { severities } from '../model/configuration.ts';
import type { Rule } from '../model/rule.ts';
import { claimsShape } from './claims.ts';
import { siteShape } from './site.ts';

/** The JSON schema of `concord.json`, made from the rules. `translate` turns an English text into the reader's language. */
export function schemaOf(rules: readonly Rule[], translate: (text: string) => string = text => text): object {
  const strings = (description: string) => ({ type: 'array', items: { type: 'string' }, description: translate(description) });

  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Concord',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      include: strings('Globs of the chapters to check. Without it, every Markdown file is checked.'),
      exclude: strings('Globs of chapters that are not checked. They still are what links lead to.'),
      rules: {
        type: 'object',
        additionalProperties: false,
        description: translate('How loudly each rule speaks.'),
        properties: Object.fromEntries(
          rules.map(rule => [rule.id, { enum: [...severities, 'off'], default: rule.severity, description: translate(rule.summary) }]),
        ),
      },
      links: {
        type: 'object',
        additionalProperties: false,
        properties: {
          root: {
            type: 'string',
            default: '',
            description: translate('The folder that a link starting with “/” starts from, seen from the root of the knowledge base.'),
          },
          spaces: {
            enum: ['angle', 'percent'],
            default: 'angle',
            description: translate('How Concord writes a destination with spaces: “<a b.md>” or “a%20b.md”.'),
          },
          ignore: strings(
            'Globs of destinations, as written, that are never reported: “./*” in the same folder, “*.pdf” in any, “b.md#draft*” and “#todo*” for fragments.',
          ),
        },
      },
      site: siteShape(translate),
      sections: {
        type: 'array',
        description: translate('The sections that chapters must have.'),
        items: {
          type: 'object',
          additionalProperties: false,
          properties: {
            files: strings('Globs of the chapters that are meant. Without it, all are.'),
            required: strings('Titles of headings, without their numbers; “*” stands for any text.'),
          },
        },
      },
      footer: {
        type: 'object',
        additionalProperties: false,
        properties: { fields: strings('The fields, such as “最后更新”, that every chapter must have at its beginning or end.') },
      },
      toc: {
        type: 'object',
        additionalProperties: false,
        properties: {
          headings: strings('Headings that a table of contents follows, besides the usual ones such as “目录” and “Contents”.'),
          levels: {
            type: 'string',
            pattern: '^[1-6]\\.\\.[1-6]$',
            description: translate(
              'The levels of heading that tables of contents list, such as “2..4”. Without it, each table keeps the levels that it has.',
            ),
          },
          omit: strings('Titles of headings that tables of contents leave out, with all below them.'),
        },
      },
      formulas: {
        type: 'object',
        additionalProperties: false,
        properties: {
          macros: {
            type: 'object',
            additionalProperties: { type: 'string' },
            description: translate(
              'Commands that formulas may use, with their backslash, and what they stand for: {"\\\\R": "\\\\mathbb{R}"}.',
            ),
          },
          brackets: {
            type: 'boolean',
            default: false,
            description: translate('Whether “\\(…\\)” and “\\[…\\]” are formulas too. GitHub and the preview of VS Code do not read them.'),
          },
        },
      },
      claims: {
        ...claimsShape(translate),
        description: translate('The words by which chapters state how far something has come, and what these statements are measured by.'),
      },
      baseline: {
        type: 'string',
        description: translate('A file that lists findings accepted for now, made by “concord check --write-baseline”.'),
      },
    },
  };
}
