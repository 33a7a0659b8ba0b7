"""A job → docxtemplater's documents, by benchmarks/peers/docxtemplater.mjs."""

from benchmarks import node_peers
from benchmarks.contenders import Contender
from benchmarks.peer_templates import Docxtemplater

CONTENDER = Contender(
    "docxtemplater",
    "template file in memory; `new PizZip`, `new Docxtemplater`, `render` and `toBuffer` (DEFLATE level 1) for each"
    " document, since an instance renders once",
    node_peers.command("docxtemplater.mjs"),
    lambda: node_peers.versions("docxtemplater", "pizzip"),
    node_peers.missing,
    Docxtemplater(),
)
