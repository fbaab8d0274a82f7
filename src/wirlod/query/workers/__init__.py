"""
Strangers' queries run in processes that can be killed.

The engine cannot be interrupted, can be made to take all memory, and can be crashed by a query
of 17 kB that it only has to *parse*. So the process that speaks to the public never shows it a
stranger's query::

    web process (threads)                 nursery (one thread)             workers
    ┌───────────────────┐ exec, socket  ┌──────────────────────┐  fork   ┌─────────┐
    │ Pool: who may run │──────────────►│ cuts off the network │────────►│ answers │──┐
    │ Process: kills    │ birth, burial │ loads small editions │────────►│ answers │  │
    └───────────────────┘               └──────────────────────┘         └─────────┘  │
              ▲            questions by socket, results by pipe                       │
              └───────────────────────────────────────────────────────────────────────┘

The *nursery* is started by exec, never by fork from a threaded server, and has one thread, so
it can fork: a worker is born in milliseconds and shares an edition held in memory, copy on write.
When the web process dies, however it dies, the nursery reads the end of its socket and everything
below it goes too.

- ``wire``: what crosses the border · ``isolation``: what a worker may not do
- ``nursery``, ``worker``: the side without trust · ``process``, ``pool``, ``answer``: ours
"""
