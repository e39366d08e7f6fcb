"""Agendas: what to talk about, as reports: the customers first, areas and pairs before persons, nobody ranked.

A module holds `make(asked)`. What is a number stands with its counts, what is a promise with its next step.
"""
