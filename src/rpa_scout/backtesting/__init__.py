"""Tests of the estimates against published results: learning, forecasts, scores, baselines."""

from __future__ import annotations

from rpa_scout.backtesting.result import BacktestResult
from rpa_scout.backtesting.run import backtest

__all__ = ["BacktestResult", "backtest"]
