/**
 * The public face of Huibian as a library: `publish()` and `reassemble()`, what settings they take, the tables they work
 * by, and the words they speak in. A World for this machine comes from `huibian/node`.
 */
export { counts } from './acceptances.ts';
export { type Checked, check } from './check.ts';
export type { Context, Outcome, Progress, Reader, Stage, World, Writer } from './core/contracts.ts';
export { stages, WorldError } from './core/contracts.ts';
export type { Article, Artifact, Asset, Edition, Format, PageMap, Rendered, Summary } from './core/edition.ts';
export type { Issue, IssueId, Severity } from './core/issues.ts';
export { catalogue, helpOf, messageOf, severityOf } from './core/issues.ts';
export type { BuildOptions, EditionSettings, Settings } from './core/settings.ts';
export { editionJsonSchema, resolveSettings } from './core/settings.ts';
export type { Fragment, Manuscript, Place, Reading, Reassembly, Source, Span } from './core/text.ts';
export { publish } from './publish.ts';
export type { PublishOptions } from './run-stage.ts';
export {
  formatManuscripts,
  joinsOf,
  loadSettings,
  makeFallbackId,
  type Reassembled,
  readers,
  reassemble,
  toJson,
} from './texts.ts';
export { writers } from './write/index.ts';
