"""What a release tells besides its grants: of itself, of handovers, figures, dates, speech."""
