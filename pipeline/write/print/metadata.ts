import type { Edition } from '../../core/edition.ts';
import { dict, type PdfDict, textString } from './pdf-value.ts';

/** What the file says of itself, in the two places where PDF/A wants it to agree (ISO 19005-2, 6.6.2.2). */
export interface FileMetadata {
  readonly info: PdfDict;
  readonly xmp: string;
}

const tool = 'Huibian';

/** Info dictionary and XMP packet, for the part of PDF/A that the file conforms to. Dates stand only when the edition is dated: never the clock. */
export function makeMetadata(edition: Edition, version: string, part: 2 | 3): FileMetadata {
  const author = edition.editor || edition.issuer;
  const description = edition.subtitle;
  const date = edition.isDated ? edition.modified.replace(/\.\d+Z$/, 'Z') : '';
  const pdfDate = date ? `D:${date.replace(/[-:TZ]/g, '')}Z` : '';
  const info = dict({
    Title: textString(edition.title),
    Author: author ? textString(author) : undefined,
    Subject: description ? textString(description) : undefined,
    Creator: textString(tool),
    Producer: textString(`${tool} ${version}`),
    CreationDate: pdfDate ? textString(pdfDate) : undefined,
    ModDate: pdfDate ? textString(pdfDate) : undefined,
  });
  const language = (text: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`;
  const xmp = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title>${language(edition.title)}</dc:title>
${author ? `<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>\n` : ''}${
  description ? `<dc:description>${language(description)}</dc:description>\n` : ''
}<dc:language><rdf:Bag><rdf:li>${escapeXml(edition.lang)}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>${escapeXml(edition.identifier)}</dc:identifier>
<xmp:CreatorTool>${tool}</xmp:CreatorTool>
${date ? `<xmp:CreateDate>${date}</xmp:CreateDate>\n<xmp:ModifyDate>${date}</xmp:ModifyDate>\n` : ''}<pdf:Producer>${tool} ${escapeXml(version)}</pdf:Producer>
<pdfaid:part>${part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
  return { info, xmp };
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
