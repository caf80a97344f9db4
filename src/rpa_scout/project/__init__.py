"""The project: what was collected, decided and measured, in one file or one database.

There are two kinds of tables. *Facts* (surveys, policies, assessments) are added and never changed.
*State* (tasks, overrides, notes, …) is the present situation. Every change of it is one transaction
and one entry of the history. The entry lists each changed row before and after the change.
"""
