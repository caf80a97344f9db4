"""Large facts in compressed form: contents of survey lines, and columns of assessments."""
