"""The law: transitions as rows of a table, and the replay of a history into a Standing."""
