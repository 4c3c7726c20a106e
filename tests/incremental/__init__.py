"""What is made anew after an edit: all that differs, and nothing else."""
