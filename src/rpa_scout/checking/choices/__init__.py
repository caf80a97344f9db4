"""Choices as people write them: 有, ○, 「紙（手書き）、Excel」, ③, 「ほぼなし」.

``vocabulary`` gathers what is declared of a field and of all fields, ``reading`` composes the
grammar around it: numbers of choices, remarks in brackets, several answers, endings, containment.
"""
