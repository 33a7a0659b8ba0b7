"""A job → easy-template-x's documents, by benchmarks/peers/easy-template-x.mjs."""

from benchmarks import node_peers
from benchmarks.contenders import Contender
from benchmarks.peer_templates import EasyTemplateX

CONTENDER = Contender(
    "easy-template-x",
    "template file in memory, one `TemplateHandler`; `process` for each document (DEFLATE level 6, which is fixed)",
    node_peers.command("easy-template-x.mjs"),
    lambda: node_peers.versions("easy-template-x", "jszip"),
    node_peers.missing,
    EasyTemplateX(),
)
