/** The commands that the server carries out. With the message of ours that they are of no use without: a client that does not understand it is not offered them. */
const needs = {
  check: '',
  stopReading: '',
  fixEverywhere: '',
  fixOneKind: '',
  updateToc: '',
  insertToc: '',
  updateAllTocs: '',
  goTo: '',
  unify: '',
  qualify: '',
  acceptFindings: '',
  setSeverity: '',
  extractSection: '',
  moveSection: '',
  inlineChapter: '',
  promoteSection: '',
  demoteSection: '',
  numberSections: '',
  numberSectionsInChinese: '',
  renumberSections: '',
  openConfiguration: '',
  showMatrix: 'concord/panel',
  showOverview: 'concord/panel',
  showMap: 'concord/panel',
  previewFormula: 'concord/panel',
  copyTex: 'concord/copy',
  copySvg: 'concord/copy',
  'convergence.onlyDisagreements': 'concord.convergence',
  'convergence.everything': 'concord.convergence',
};

export type CommandName = keyof typeof needs;

/** The commands for a client that understands these messages. */
export const commandsFor = (understood: readonly string[]): string[] =>
  Object.entries(needs).flatMap(([name, message]) => (message === '' || understood.includes(message) ? [`concord.${name}`] : []));
