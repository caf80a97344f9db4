"""Results sent to departments (所属別結果通知), and objections read back."""
