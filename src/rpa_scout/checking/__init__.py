"""Raw cells in; typed answers, and a finding for every cell that is not one, out."""
