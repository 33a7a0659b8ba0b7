// A job → easy-template-x's documents: one handler, which reads and parses the template for each document.

import { TemplateHandler } from "easy-template-x";

import { perform } from "./job.mjs";

await perform((templates) => {
  const handler = new TemplateHandler();
  return (document, data) => handler.process(templates[document], data);
});
