"""
Strangers' queries run in processes that can be killed.

The engine cannot be interrupted, can be made to take all memory, and can be crashed by a query
of 17 kB that it only has to *parse*. So the process that speaks to the public never shows it a
stranger's query (but one look into an index, in words of ours: :mod:`wirlod.query.lookups`)::

    web processes (threads)               broker, one for all             nursery (one thread)
    ┌───────────────────────┐ connection ┌───────────────────┐ exec,    ┌──────────────────────┐
    │ Pool: asks            │───────────►│ who may run, who  │ socket   │ cuts off the network │
    │ Answer: time, size    │◄───────────│ waits, how often  │─────────►│ loads small editions │
    └───────────────────────┘  a worker  └───────────────────┘          └──────────────────────┘
              ▲                is lent                                      fork │
              │                questions by socket, results by pipe        ┌─────────┐
              └────────────────────────────────────────────────────────────│ workers │
                                                                           └─────────┘
The *broker* is one for the whole service, so its limits hold whichever web process a client
reaches. The *nursery* is started by exec, never by fork from a process with threads, and has one
thread, so it can fork: a worker is born in milliseconds and shares an edition held in memory, copy
on write. When the server dies, however it dies, the broker reads the end of its socket and
everything below it goes too.

- ``wire``: what crosses the borders · ``isolation``: what a worker may not do
- ``nursery``, ``worker``: the side without trust · ``broker``, ``lanes``, ``process``: the broker's
- ``loans``, ``pool``, ``answer``: the web processes'
"""
