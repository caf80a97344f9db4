"""Many cities: a ranking each, work that several have in common, unit times, coverage."""
