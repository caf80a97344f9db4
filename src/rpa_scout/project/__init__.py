"""The project: what was collected, decided and measured, in one file or one database.

Tables are of two kinds. *Facts* (surveys, policies, assessments) are added and never changed.
*State* (tasks, overrides, notes, …) is what holds now; every change of it is one transaction and
one entry of the history, which names each row changed with what it was and what it became.
"""
