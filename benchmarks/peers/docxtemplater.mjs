// A job → docxtemplater's documents: an instance renders once, so each document has a zip and an instance of its own.

import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";

import { perform } from "./job.mjs";

// Level 1 is a little faster than the default and still DEFLATE: the peer's best light.
const SMALL = { compressionOptions: { level: 1 } };

await perform((templates) => (document, data) => {
  const filled = new Docxtemplater(new PizZip(templates[document]), { paragraphLoop: true });
  filled.render(data);
  return filled.toBuffer(SMALL);
});
