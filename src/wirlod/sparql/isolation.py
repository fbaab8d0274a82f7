"""
What a worker may not do: reach the network, grow without bound, write files, outlive its parent.

All of it is asked of the kernel, so no query can talk its way out.
"""

import ctypes
import os
import resource
import signal

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True)


def leave_network() -> bool:
    """
    Move into a network namespace without interfaces; tell whether the kernel allowed it.

    Root may do so directly; others first need a user namespace of their own, which some
    distributions and most containers forbid.
    """
    flags = (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET)
    return any(_libc.unshare(flag) == 0 for flag in flags)


def die_with_parent() -> None:
    """Be killed when the thread that forked this process ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def limit_resources(memory_mb: int) -> None:
    """Allow *memory_mb* beyond what is mapped now; no core dumps, no writing to files."""
    limit = mapped_bytes() + memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def mapped_bytes() -> int:
    """Address space in use."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def resident_bytes() -> int:
    """Memory in use."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
