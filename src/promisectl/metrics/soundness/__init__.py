"""Soundness: figures that stand beside the rates and are hard to flatter: one figure one file, pure.

They accuse nobody: every act behind them is lawful. They say what a rate cannot: how much of it rests on what nobody
else saw, came back under another name, or stands still.
"""
