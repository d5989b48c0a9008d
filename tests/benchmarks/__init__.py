"""How fast infralog is, measured against what it could be: `python -m tests.benchmarks --help`.

    accounts     made-up incidents, any number of them, the same for the same seed
    feeds        accounts -> an Atom feed in a file
    logs         accounts -> a store in a file
    measure      a command -> its cost; two commands, in turn -> their ratio
    hot          two ways to answer within one process, in turn -> their costs
    floors       the same by hand, as fast as one can write it
    peers        other programs, each installed in a virtual environment of its own
    reads        what is run within that of lemon24/reader
    bench        the data, made once, and the commands that are compared
    budgets      what is measured, and how fast it ought to be
    engines      a file and a server, the same in both
    growth       three sizes -> the exponent by which time grows
    table        results -> Markdown, JSON

None of it is a test: on a busy machine time is no verdict. What is compared does the same work on
the same data, by its best documented way; only ratios of runs that took turns are told.
"""
