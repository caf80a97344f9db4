"""Papers of a fiscal year: action plan (アクションプラン), verification (効果検証シート)."""
