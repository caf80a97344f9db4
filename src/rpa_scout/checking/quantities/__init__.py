"""Quantities as people write them: 「約20件」, 「1時間30分」, 「週2～3回」, 「2万件」.

``numerals`` brings a text into plain digits, ``units`` names what is counted and per what,
``amounts`` is the grammar of one amount, ``frequencies`` that of 毎日 and 四半期ごと, ``measures``
holds an amount against what a field asks for, ``reading`` composes them.
"""
