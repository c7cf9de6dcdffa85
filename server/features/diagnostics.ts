import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-protocol';
import type { KbPath } from '../model/path.ts';
import type { Finding } from '../model/rule.ts';
import type { RequestContext } from './feature.ts';
import { rulePage } from './rulePage.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** A finding as the editor shows it. */
export function diagnosticOf(
  { rule, severity, span, message, related, unnecessary }: Finding,
  path: KbPath,
  view: Pick<RequestContext, 'rangeOf' | 'uriOf'>,
): Diagnostic {
  const page = rulePage(rule);
  return {
    range: view.rangeOf(path, span),
    severity: severities[severity],
    source: 'Concord',
    code: rule,
    message,
    ...(page === undefined ? {} : { codeDescription: { href: page } }),
    ...(unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related === undefined
      ? {}
      : {
          relatedInformation: related.map(other => ({
            message: other.message,
            location: { uri: view.uriOf(other.path), range: view.rangeOf(other.path, other.span) },
          })),
        }),
  };
}
