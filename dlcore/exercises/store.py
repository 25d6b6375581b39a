"""Remember what is done. (Step one: in memory only.)"""

_states = {}


def remember(id, state):
    if _states.get(id) != "done":
        _states[id] = state


def forget():
    _states.clear()
    return "Progress is forgotten."


def table():
    return "\n".join(f"{id} {state}" for id, state in sorted(_states.items()))
